using System.Runtime.Intrinsics;

namespace NbaStudio.Engine.Arbitration;

/// <summary>Chance with a price: how often each candidate of a shortlist gets the slot, so that the expected loss stays within a share of the best priority.</summary>
/// <remarks>Inverse-gap weighting (Abe and Long 1999; Foster and Rakhlin 2020). Pure functions; thread safe; nothing is allocated.</remarks>
public static class Exploration
{
    /// <summary>Largest sharpness that is searched.</summary>
    public const double HighestGamma = 1e6;

    private const int BisectionSteps = 60;

    private const int NewtonSteps = 12;
    private const double NearEnough = 1e-7;

    // Parts of gamma.
    private const double NarrowestBracket = 1e-14;
    private const double WidestBracket = 1e-8;
    private const double BracketGrowth = 100;

    // 1,000,000 = 15,625 x 2^6, and 15,625 has 14 digits of a double's 53.
    private const int ExactSteps = 39;

    // Gaps on the stack: a shortlist is shorter.
    private const int MostAtOnce = 64;

    /// <summary>The plain form: pi(i) = 1 / (K + gamma gap_i) for all but the best, which gets the rest.</summary>
    /// <param name="gaps">Loss against the best for each candidate, at least 0; 0 for the best.</param>
    /// <param name="best">Index of the best candidate.</param>
    /// <param name="gamma">Sharpness, at least 0; 0 is an even draw.</param>
    /// <param name="probabilities">Receives K probabilities that sum to 1.</param>
    public static void InverseGap(ReadOnlySpan<double> gaps, int best, double gamma, Span<double> probabilities)
    {
        CheckShapes(gaps.Length, best, probabilities.Length);
        var others = 0.0;
        for (var i = 0; i < gaps.Length; i++)
        {
            if (i != best)
            {
                probabilities[i] = 1 / (gaps.Length + (gamma * gaps[i]));
                others += probabilities[i];
            }
        }

        probabilities[best] = 1 - others;
    }

    /// <summary>Probabilities of a shortlist for slot 1. The expected gap, as a share of the best priority, never exceeds the budget.</summary>
    /// <param name="priorities">Priorities in money of the K candidates.</param>
    /// <param name="best">Index of the candidate with the highest priority (ties broken by the caller).</param>
    /// <param name="budget">Share of the best priority that exploring may cost, in [0, 1]; 0 always takes the best.</param>
    /// <param name="silenceThreshold">At least 0; the best priority must exceed it.</param>
    /// <param name="probabilities">Receives K probabilities that sum to 1.</param>
    /// <returns>The gamma used; positive infinity where the best gets everything.</returns>
    /// <exception cref="ArgumentException">A span is too short, the best index lies outside or is not the highest, or it does not exceed the threshold.</exception>
    public static double Probabilities(
        ReadOnlySpan<double> priorities, int best, double budget, double silenceThreshold, Span<double> probabilities)
    {
        CheckShapes(priorities.Length, best, probabilities.Length);
        CheckValues(priorities, best, budget, silenceThreshold);
        var bestPriority = priorities[best];
        Span<double> gaps = stackalloc double[MostAtOnce];
        gaps = Gaps(priorities, bestPriority, priorities.Length <= MostAtOnce ? gaps : new double[Padded(priorities.Length)]);
        if (priorities.Length == 1 || budget == 0 || ExpectedGap(gaps, priorities.Length, HighestGamma) > budget)
        {
            probabilities[..priorities.Length].Clear();
            probabilities[best] = 1;
            return double.PositiveInfinity;
        }

        var gamma = SmallestGamma(gaps, priorities.Length, budget);
        var others = 0.0;
        for (var i = 0; i < priorities.Length; i++)
        {
            if (i != best)
            {
                probabilities[i] = 1 / (priorities.Length + (gamma * gaps[i]));
                others += probabilities[i];
            }
        }

        probabilities[best] = 1 - others;
        return gamma;
    }

    /// <summary>The chance that a budget pays for: budget / gap, at most one half.</summary>
    /// <param name="gap">A candidate's relative loss against the best, at least 0; above 1 where its own priority is below 0.</param>
    /// <param name="budget">Share of the best priority that showing it may cost, in [0, 1]; 0 gives no chance.</param>
    public static double Chance(double gap, double budget) => budget <= 0 ? 0 : gap <= 2 * budget ? 0.5 : budget / gap;

    /// <summary>Gives one candidate a chance of its own; all draw from the rest as before.</summary>
    /// <param name="favoured">Index of the candidate.</param>
    /// <param name="chance">In [0, 1).</param>
    /// <param name="probabilities">Probabilities that sum to 1; changed in place.</param>
    public static void Favour(int favoured, double chance, Span<double> probabilities)
    {
        foreach (ref var probability in probabilities)
        {
            probability *= 1 - chance;
        }

        probabilities[favoured] += chance;
    }

    /// <summary>The index that a uniform number in [0, 1) draws from probabilities that sum to 1.</summary>
    public static int Draw(ReadOnlySpan<double> probabilities, double uniform)
    {
        var last = 0;
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] <= 0)
            {
                continue;
            }

            sum += probabilities[i];
            last = i;
            if (uniform < sum)
            {
                return i;
            }
        }

        return last; // rounding: the sum may fall short of 1 by a few bits
    }

    /// <summary>The relative loss of a candidate: (best - own) / best, held to [0, 1].</summary>
    public static double Gap(double priority, double bestPriority) => Math.Clamp((bestPriority - priority) / bestPriority, 0, 1);

    // Whole vectors: behind the last gap stand zeros, which add nothing.
    private static Span<double> Gaps(ReadOnlySpan<double> priorities, double bestPriority, Span<double> room)
    {
        var gaps = room[..Padded(priorities.Length)];
        gaps.Clear();
        for (var i = 0; i < priorities.Length; i++)
        {
            gaps[i] = Gap(priorities[i], bestPriority);
        }

        return gaps;
    }

    private static int Padded(int count) => (count + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count;

    /// <summary>Bisection of [0, <see cref="HighestGamma"/>]: the upper end of its last step.</summary>
    /// <remarks>
    /// The expected gap as it is computed never rises with gamma: dividing and adding round in one direction. So of a point that lies beyond one whose side is known nothing has to be computed,
    /// and a bracket from Newton's method spares most steps their sum without changing one bit of what comes out.
    /// </remarks>
    private static double SmallestGamma(ReadOnlySpan<double> gaps, int count, double budget)
    {
        if (ExpectedGap(gaps, count, 0) <= budget)
        {
            return 0;
        }

        var (costs, fits) = Bracket(gaps, count, budget);
        var (low, high, first) = StepsToBracket(costs, fits);
        for (var step = first; step < BisectionSteps; step++)
        {
            var middle = low + ((high - low) / 2);
            if (middle >= fits || (middle > costs && ExpectedGap(gaps, count, middle) <= budget))
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return high;
    }

    /// <summary>A gamma that costs more than the budget and one that does not, close together.</summary>
    private static (double Costs, double Fits) Bracket(ReadOnlySpan<double> gaps, int count, double budget)
    {
        // On 1 / expected gap, which is all but a straight line of gamma.
        var gamma = 0.0;
        for (var step = 0; step < NewtonSteps; step++)
        {
            var (expected, slope) = ExpectedGapAndSlope(gaps, count, gamma);
            var next = Math.Clamp(gamma + (expected * (expected - budget) / (budget * slope)), 0, HighestGamma);
            var isNear = Math.Abs(next - gamma) <= gamma * NearEnough;
            gamma = next;
            if (isNear)
            {
                break;
            }
        }

        // Newton's error is about the square of its last step; where it is not, the side is looked for farther away.
        var (costs, fits) = (0.0, HighestGamma);
        for (var part = NarrowestBracket; costs == 0 && part <= WidestBracket; part *= BracketGrowth)
        {
            costs = gamma * (1 - part) is var lower and > 0 && ExpectedGap(gaps, count, lower) > budget ? lower : 0;
        }

        for (var part = NarrowestBracket; fits == HighestGamma && part <= WidestBracket; part *= BracketGrowth)
        {
            fits = gamma * (1 + part) is var upper and < HighestGamma && ExpectedGap(gaps, count, upper) <= budget ? upper : HighestGamma;
        }

        return (costs, fits);
    }

    // The interval that holds the bracket after as many halvings as are sure to, whose ends have no more digits than a double holds, and their number.
    private static (double Low, double High, int Steps) StepsToBracket(double costs, double fits)
    {
        for (var steps = ExactSteps; steps > 0; steps--)
        {
            var width = HighestGamma / (1L << steps);
            var low = Math.Floor(costs / width) * width;
            if (low <= costs && fits <= low + width)
            {
                return (low, low + width, steps);
            }
        }

        return (0, HighestGamma, 0);
    }

    // For the bracket only, so in whatever order is quickest.
    private static (double Expected, double Slope) ExpectedGapAndSlope(ReadOnlySpan<double> gaps, int count, double gamma)
    {
        var (all, sharpness) = (Vector512.Create((double)count), Vector512.Create(gamma));
        var (expected, slope) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var start = 0; start < gaps.Length; start += Vector512<double>.Count)
        {
            var gap = Vector512.Create(gaps[start..]);
            var term = gap / (all + (sharpness * gap));
            expected += term;
            slope += term * term;
        }

        return (Vector512.Sum(expected), Vector512.Sum(slope));
    }

    // Divided eight at a time, added one after the other: the order of sums is part of the result.
    private static double ExpectedGap(ReadOnlySpan<double> gaps, int count, double gamma)
    {
        var (all, sharpness) = (Vector512.Create((double)count), Vector512.Create(gamma));
        Span<double> terms = stackalloc double[Vector512<double>.Count];
        var expected = 0.0;
        for (var start = 0; start < gaps.Length; start += Vector512<double>.Count)
        {
            var gap = Vector512.Create(gaps[start..]);
            (gap / (all + (sharpness * gap))).CopyTo(terms);
            foreach (var term in terms)
            {
                expected += term;
            }
        }

        return expected;
    }

    private static void CheckShapes(int count, int best, int room)
    {
        if (count == 0 || (uint)best >= (uint)count)
        {
            throw new ArgumentOutOfRangeException(nameof(best), best, $"The best index must lie in 0 to {count - 1}.");
        }

        if (room < count)
        {
            throw new ArgumentException($"Room for {count} probabilities is needed, there is room for {room}.", nameof(room));
        }
    }

    private static void CheckValues(ReadOnlySpan<double> priorities, int best, double budget, double silenceThreshold)
    {
        if (!(budget >= 0 && budget <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(budget), budget, "The exploration budget must lie in [0, 1].");
        }

        if (!(silenceThreshold >= 0) || !(priorities[best] > silenceThreshold))
        {
            throw new ArgumentException(
                $"The best priority ({priorities[best]}) must exceed the silence threshold ({silenceThreshold}), which is at least 0.", nameof(silenceThreshold));
        }

        foreach (var priority in priorities)
        {
            if (!(priority <= priorities[best]))
            {
                throw new ArgumentException($"Priority {priority} is not a number up to that of the best ({priorities[best]}).", nameof(priorities));
            }
        }
    }
}
