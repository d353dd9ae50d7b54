using System.Numerics;

namespace NbaStudio.Engine.Detection.Text;

/// <summary>The weight of every piece for every label, and a starting weight per label: one row per piece, padded so that rows are added in vector registers.</summary>
internal sealed class TextWeights
{
    private const int Padding = 8;
    private readonly float[] _weights;

    public TextWeights(int pieces, int labels)
    {
        (Pieces, Labels) = (pieces, labels);
        Width = (labels + Padding - 1) / Padding * Padding;
        _weights = new float[(long)(pieces + 1) * Width];
    }

    public int Pieces { get; }

    public int Labels { get; }

    /// <summary>Labels with padding.</summary>
    public int Width { get; }

    public long Bytes => _weights.LongLength * sizeof(float);

    public Span<float> Row(int piece) => _weights.AsSpan(piece * Width, Width);

    /// <summary>Row of the starting weights.</summary>
    public Span<float> Start => Row(Pieces);

    /// <summary>Adds up the scores of a text; padding stays 0.</summary>
    public void Score(ReadOnlySpan<int> ids, ReadOnlySpan<float> values, Span<float> scores)
    {
        Start.CopyTo(scores);
        for (var i = 0; i < ids.Length; i++)
        {
            Add(values[i], Row(ids[i]), scores);
        }
    }

    /// <summary>to += factor x row. Element by element, so the result does not depend on the width of the registers.</summary>
    public static void Add(float factor, ReadOnlySpan<float> row, Span<float> to)
    {
        var lanes = Vector<float>.Count;
        var i = 0;
        for (var factors = new Vector<float>(factor); i + lanes <= row.Length; i += lanes)
        {
            (new Vector<float>(to[i..]) + (factors * new Vector<float>(row[i..]))).CopyTo(to[i..]);
        }

        for (; i < row.Length; i++)
        {
            to[i] += factor * row[i];
        }
    }

    /// <summary>Turns scores into probabilities that add up to 1.</summary>
    /// <param name="sharpness">Above 0: more than 1 makes them more certain.</param>
    public static void Probabilities(Span<float> scores, float sharpness = 1)
    {
        var most = float.NegativeInfinity;
        foreach (var score in scores)
        {
            most = Math.Max(most, score);
        }

        var sum = 0f;
        foreach (ref var score in scores)
        {
            score = MathF.Exp((score - most) * sharpness);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }
    }

    public static int Best(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
            {
                best = i;
            }
        }

        return best;
    }
}
