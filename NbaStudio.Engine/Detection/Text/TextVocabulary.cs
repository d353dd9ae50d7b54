namespace NbaStudio.Engine.Detection.Text;

/// <summary>The pieces of text that a classifier knows, by their hash, with how much each one says. Immutable and thread safe.</summary>
internal sealed class TextVocabulary
{
    /// <summary>Most pieces that are kept; with more, the rarest are left out.</summary>
    public const int MaximumSize = 150_000;

    private readonly ulong[] _keys;
    private readonly int[] _ids;
    private readonly float[] _weights;

    private TextVocabulary(List<ulong> known, float[] weights, float unknownWeight)
    {
        (_weights, UnknownWeight) = (weights, unknownWeight);
        var places = 16;
        while (places < known.Count * 2)
        {
            places *= 2;
        }

        (_keys, _ids) = (new ulong[places], new int[places]);
        for (var id = 0; id < known.Count; id++)
        {
            var place = (int)(known[id] & (ulong)(places - 1));
            while (_keys[place] != 0)
            {
                place = (place + 1) & (places - 1);
            }

            (_keys[place], _ids[place]) = (known[id], id);
        }
    }

    public int Count => _weights.Length;

    /// <summary>Weight of a piece that was never seen: that of the rarest.</summary>
    public float UnknownWeight { get; }

    /// <summary>Bytes of its arrays.</summary>
    public long Bytes => (_keys.LongLength * 12) + (_weights.LongLength * 4);

    /// <summary>Learns a vocabulary from texts: each piece weighs ln((1 + n) / (1 + texts that have it)) + 1.</summary>
    /// <param name="folded">The folded texts.</param>
    public static TextVocabulary Learn(IReadOnlyList<string> folded)
    {
        var texts = new Dictionary<ulong, (int Count, int Last)>();
        var ordered = new List<ulong>();
        var buffers = TextBuffers.Current;
        for (var t = 0; t < folded.Count; t++)
        {
            foreach (var gram in buffers.Cut(folded[t]))
            {
                if (!texts.TryGetValue(gram.Hash, out var seen))
                {
                    ordered.Add(gram.Hash);
                    texts[gram.Hash] = (1, t);
                }
                else if (seen.Last != t)
                {
                    texts[gram.Hash] = (seen.Count + 1, t);
                }
            }
        }

        var least = 1;
        while (ordered.Count > MaximumSize)
        {
            least++;
            ordered.RemoveAll(h => texts[h].Count < least);
        }

        return new TextVocabulary(ordered, [.. ordered.Select(h => Weight(folded.Count, texts[h].Count))], Weight(folded.Count, 0));
    }

    /// <summary>Id of a piece, from 0; -1 when it is not known.</summary>
    public int IdOf(ulong hash)
    {
        for (var place = (int)(hash & (ulong)(_keys.Length - 1)); _keys[place] != 0; place = (place + 1) & (_keys.Length - 1))
        {
            if (_keys[place] == hash)
            {
                return _ids[place];
            }
        }

        return -1;
    }

    /// <summary>How much the piece says; rare ones say more.</summary>
    public float WeightOf(int id) => _weights[id];

    private static float Weight(int texts, int having) => (float)(Math.Log((1.0 + texts) / (1 + having)) + 1);
}
