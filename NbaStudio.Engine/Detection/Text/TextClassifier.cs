using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Text;

/// <summary>Says which of several labels a short text has, and how surely. Learned from examples; any language, without a dictionary. Immutable and thread safe.</summary>
/// <remarks>Pieces of text (runs of 1 to 4 characters, words, pairs of words), weighted by rarity, multinomial logistic regression: see docs/text.md.</remarks>
public sealed class TextClassifier
{
    private const int MostPieces = 100;
    private readonly TextVocabulary _vocabulary;
    private readonly TextWeights _weights;
    private readonly float _sharpness;

    internal TextClassifier(TextVocabulary vocabulary, TextWeights weights, float sharpness) =>
        (_vocabulary, _weights, _sharpness) = (vocabulary, weights, sharpness);

    public int LabelCount => _weights.Labels;

    /// <summary>Pieces of text that are known.</summary>
    public int VocabularySize => _vocabulary.Count;

    /// <summary>Bytes that it holds.</summary>
    public long Bytes => _vocabulary.Bytes + _weights.Bytes;

    /// <summary>Factor that brings confidence in line with how often predictions of unseen texts were right; 1 = as learned.</summary>
    public double Sharpness => _sharpness;

    /// <summary>Reads a text. Allocates nothing after the first text of a thread.</summary>
    /// <param name="text">Beyond 1,000 characters it is not read.</param>
    /// <returns>The likeliest label; none when the text has nothing that is known.</returns>
    public TextReading Read(TextValue text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var scores = Score(text, out var known);
        if (known == 0)
        {
            return TextReading.None;
        }

        TextWeights.Probabilities(scores, _sharpness);
        var best = TextWeights.Best(scores);
        return new TextReading(best, scores[best]);
    }

    /// <summary>The probability of every label, adding up to 1.</summary>
    /// <param name="probabilities">One place per label.</param>
    /// <returns>Whether the text has anything that is known; else every label has the probability that it has without a text.</returns>
    /// <exception cref="ArgumentException">There are not as many places as labels.</exception>
    public bool Probabilities(TextValue text, Span<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (probabilities.Length != LabelCount)
        {
            throw new ArgumentException($"There are {probabilities.Length} places for {LabelCount} labels.", nameof(probabilities));
        }

        var scores = Score(text, out var known);
        TextWeights.Probabilities(scores, _sharpness);
        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] = scores[i];
        }

        return known > 0;
    }

    /// <summary>The pieces of a text that spoke most for a label, compared with the mean of all labels, strongest first; none that spoke against it.</summary>
    /// <param name="label">Index of the label.</param>
    /// <param name="count">Most pieces, in [1, 100].</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such label, or the count is out of range.</exception>
    public IReadOnlyList<TextPiece> Explain(TextValue text, int label, int count)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, LabelCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostPieces);
        var buffers = TextBuffers.Current;
        var known = TextVectors.Fill(_vocabulary, text.Folded, buffers);
        var values = new Dictionary<int, float>();
        for (var i = 0; i < known; i++)
        {
            values[buffers.Ids[i]] = buffers.Values[i];
        }

        var pieces = new List<TextPiece>();
        Explain(buffers.Characters, isWord: false);
        Explain(buffers.Words, isWord: true);
        return [.. pieces.OrderByDescending(p => p.Weight).ThenBy(p => p.Text, StringComparer.Ordinal).Take(count)];

        void Explain(ReadOnlySpan<TextGram> grams, bool isWord)
        {
            foreach (var gram in grams)
            {
                var id = _vocabulary.IdOf(gram.Hash);
                if (id >= 0 && values.Remove(id, out var value) && value * Margin(id, label) is > 0 and var weight)
                {
                    pieces.Add(new TextPiece(buffers.Clean.Slice(gram.Start, gram.Length).ToString(), isWord, weight * _sharpness));
                }
            }
        }
    }

    /// <summary>The scores of every label before they become probabilities; null when the text has nothing that is known.</summary>
    internal float[]? Scores(TextValue text)
    {
        var scores = Score(text, out var known);
        return known == 0 ? null : scores.ToArray();
    }

    private float Margin(int piece, int label)
    {
        var row = _weights.Row(piece)[..LabelCount];
        var sum = 0f;
        foreach (var weight in row)
        {
            sum += weight;
        }

        return row[label] - (sum / LabelCount);
    }

    private Span<float> Score(TextValue text, out int known)
    {
        var buffers = TextBuffers.Current;
        known = TextVectors.Fill(_vocabulary, text.Folded, buffers);
        var scores = buffers.Scores(_weights.Width);
        _weights.Score(buffers.Ids.AsSpan(0, known), buffers.Values.AsSpan(0, known), scores);
        return scores[..LabelCount];
    }
}
