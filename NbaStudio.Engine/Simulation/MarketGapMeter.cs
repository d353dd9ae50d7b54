using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Simulation;

/// <summary>Adds up what a run earned: the sum of hidden probability x value of everything that decisions delivered, by the number of the decision. Not thread safe.</summary>
/// <remarks>Reads replies only, so that the same meter serves the hub, an oracle and a fixed ranking.</remarks>
public sealed class MarketGapMeter : IMarketObserver
{
    private readonly List<(double Earned, int Delivered, double Probability)> _decisions = [];

    /// <summary>Decisions seen so far, silences included.</summary>
    public int Count => _decisions.Count;

    public void OnDecision(DecisionReply reply, IReadOnlyList<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(reply);
        ArgumentNullException.ThrowIfNull(probabilities);
        var earned = 0.0;
        foreach (var (index, chosen) in reply.Actions.Index())
        {
            earned += probabilities[index] * chosen.Value;
        }

        _decisions.Add((earned, reply.Actions.Count, probabilities.Sum()));
    }

    /// <summary>What decisions number first to last earned, both counted from 1 and inclusive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not all seen yet.</exception>
    public MarketEarnings Range(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last, Count);
        var slice = _decisions[(first - 1)..last];
        var delivered = slice.Sum(d => d.Delivered);
        return new(slice.Sum(d => d.Earned), slice.Count, slice.Count(d => d.Delivered == 0), delivered, delivered == 0 ? 0 : slice.Sum(d => d.Probability) / delivered);
    }

    /// <summary>(hub - best fixed) / (oracle - best fixed): 0 is no better than a fixed ranking, 1 is the truth itself.</summary>
    /// <exception cref="ArgumentException">The oracle does not earn more than the fixed ranking, so there is no gap.</exception>
    public static double GapClosed(double hub, double bestFixed, double oracle) => oracle > bestFixed
        ? (hub - bestFixed) / (oracle - bestFixed)
        : throw new ArgumentException($"The oracle earned {oracle}, the fixed ranking {bestFixed}: no gap to close.", nameof(oracle));
}

/// <summary>Earnings of a range of decisions.</summary>
/// <param name="Earned">Sum of hidden probability x value, major units.</param>
/// <param name="Silent">Decisions that said nothing.</param>
/// <param name="Delivered">Actions delivered.</param>
/// <param name="MeanProbability">Mean hidden probability of what was delivered: the acceptance to expect, in [0, 1].</param>
public readonly record struct MarketEarnings(double Earned, int Decisions, int Silent, int Delivered, double MeanProbability);
