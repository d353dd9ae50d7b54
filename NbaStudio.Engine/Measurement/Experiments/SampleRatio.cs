using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>Whether the arms have the sizes that were planned. Where they do not, customers were lost or added after the draw, and no comparison can be believed.</summary>
/// <param name="PValue">Of Pearson's chi-square, in [0, 1].</param>
public readonly record struct SampleRatio(double PValue)
{
    /// <summary>Below this it is flagged, and no winner is named.</summary>
    public const double Flagged = 0.01;

    /// <summary>Below this nothing is said about the arms.</summary>
    public const double Broken = 0.001;

    public bool IsFine => PValue >= Flagged;

    public bool IsBroken => PValue < Broken;

    /// <param name="counts">Customers assigned to each arm, at least two arms.</param>
    /// <param name="shares">Planned share of each, above 0; scaled to a sum of 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is one arm, nobody in any, or a share is not above 0.</exception>
    public static SampleRatio Of(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        if (counts.Count < 2 || counts.Count != shares.Count)
        {
            throw new ArgumentException($"There are {counts.Count} arms and {shares.Count} shares; at least two arms are needed, with a share each.", nameof(shares));
        }

        if (shares.Any(share => !(share > 0)))
        {
            throw new ArgumentException("Every share must be above 0.", nameof(shares));
        }

        var (total, whole) = (counts.Sum(), shares.Sum());
        if (total == 0)
        {
            throw new ArgumentException("Nobody is in any arm.", nameof(counts));
        }

        var distance = 0.0;
        for (var i = 0; i < counts.Count; i++)
        {
            var expected = total * shares[i] / whole;
            distance += (counts[i] - expected) * (counts[i] - expected) / expected;
        }

        return new(IncompleteGamma.Upper((counts.Count - 1) / 2.0, distance / 2));
    }
}
