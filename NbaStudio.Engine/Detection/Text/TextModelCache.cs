using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Detection.Text;

/// <summary>Learns the text models of a revision, and only those whose labels or examples are new: a publication that changes something else costs nothing. Thread safe.</summary>
/// <remarks>Keeps what the last two revisions use, so that a rollback is quick as well.</remarks>
public sealed class TextModelCache
{
    private readonly Lock _learning = new();
    private Dictionary<string, (TextClassifier, TextEvaluation)> _last = [];
    private Dictionary<string, (TextClassifier, TextEvaluation)> _lastButOne = [];

    /// <summary>Text models that were learned so far, for tests and metrics.</summary>
    public int Learned { get; private set; }

    /// <summary>The models of a revision, in its order. Takes seconds for the largest (20,000 examples, 200 labels), milliseconds for small ones.</summary>
    public IReadOnlyList<TextModel> Of(PolicySnapshot policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        lock (_learning)
        {
            var used = new Dictionary<string, (TextClassifier, TextEvaluation)>(StringComparer.Ordinal);
            var models = new List<TextModel>();
            foreach (var definition in policy.TextModels)
            {
                var content = ContentOf(definition);
                if (!used.TryGetValue(content, out var learned) && !_last.TryGetValue(content, out learned) && !_lastButOne.TryGetValue(content, out learned))
                {
                    learned = TextTrainer.Train(definition.Examples, definition.Labels.Count);
                    Learned++;
                }

                used[content] = learned;
                models.Add(new TextModel(definition, learned.Item1, learned.Item2));
            }

            (_last, _lastButOne) = (used, _last);
            return models;
        }
    }

    // Names, threshold and translations may change without learning again.
    private static string ContentOf(TextModelSnapshot definition)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<int> head = stackalloc int[2];
        head[0] = definition.Labels.Count;
        hash.AppendData(MemoryMarshal.AsBytes(head[..1]));
        foreach (var example in definition.Examples)
        {
            (head[0], head[1]) = (example.Label, example.Text.Length);
            hash.AppendData(MemoryMarshal.AsBytes(head));
            hash.AppendData(MemoryMarshal.AsBytes(example.Text.AsSpan()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
