using System.Globalization;

namespace NbaStudio.Engine.Measurement.OffPolicy;

/// <summary>Refuses logs that cannot say what another policy would have earned. Thread safe.</summary>
public static class OffPolicyGate
{
    /// <summary>Rows needed at least.</summary>
    public const int FewestRows = 100;

    /// <summary>Customers needed at least.</summary>
    public const int FewestClusters = 30;

    /// <summary>Effective sample size needed at least.</summary>
    public const double FewestEffective = 100;

    /// <summary>How far the mean weight may be from 1, in standard errors.</summary>
    public const double MostErrors = 5;

    /// <summary>How far off sums and mean weights may be because probabilities were rounded when they were written: 0.33 for one of three, which is 1.01 % off.</summary>
    public const double Rounding = 0.011;

    /// <summary>Looks at the log itself.</summary>
    /// <returns>Null where it is in order.</returns>
    /// <exception cref="ArgumentException">A probability lies outside its range.</exception>
    public static Refusal? OfLog(LoggedChoices log)
    {
        if (log.Probabilities.Any(p => !(p > 0 && p <= 1)) || log.PolicyProbabilities.Any(p => !(p >= 0 && p <= 1)))
        {
            throw new ArgumentException("Logged probabilities must lie above 0 and at most at 1, the policy's in 0 to 1.", nameof(log));
        }

        var clusters = log.Clusters.Distinct().Count();
        return log.Count < FewestRows ? new("tooFewRows", Text($"The log has {log.Count:N0} rows; at least {FewestRows} are needed."))
            : clusters < FewestClusters ? new("tooFewCustomers", Text($"The log has {clusters:N0} customers; rows of one customer are not independent, and at least {FewestClusters} customers are needed."))
            : log.ActionCount < 2 ? new("oneAction", "The log knows one action only; there is nothing that another policy could have done.")
            : log.Rewards.All(r => r == log.Rewards[0]) ? new("constantReward", Text($"Every reward is {log.Rewards[0]}; nothing tells one action from another. Is it the right column?"))
            : Sums(log);
    }

    /// <summary>Looks at how well the log covers the policy.</summary>
    /// <returns>Null where it does.</returns>
    public static Refusal? OfWeights(WeightSummary weights, int rows) =>
        weights.Silence > 1 - 1e-9 ? new("alwaysSilent", "The policy chooses nothing on any row of this log. Are columns missing that its rules read, or is nothing of it active on the channel and at the time?")
        : weights.EffectiveSampleSize < FewestEffective
            ? new("littleOverlap", weights.EffectiveSampleSize == 0 ? "The policy would never have done what the log did; the log says nothing about it."
                : Text($"The log hardly does what the policy would do: its {rows:N0} rows count as {weights.EffectiveSampleSize:0.#} (effective sample size), and {FewestEffective:0} are needed. About {Math.Ceiling(rows * FewestEffective / weights.EffectiveSampleSize):N0} rows of the same kind would do, or a log that explores more."))
        : Math.Abs(weights.Mean - 1) > (MostErrors * weights.MeanError) + Rounding
            ? new("meanWeight", Text($"The weights have the mean {weights.Mean:0.####}, which is {Distance(weights)} from the 1 that it has to be. {(weights.Mean < 1 ? "The policy takes actions that the log never could, or the logged probabilities are too high." : "The logged probabilities are too low, or the policy's too high.")}"))
        : null;

    // Where the log's probability of an action does not vary within a situation, those of all actions must not add up to more than 1.
    private static Refusal? Sums(LoggedChoices log)
    {
        var known = new Dictionary<(int Situation, int Action), double>();
        var varies = new HashSet<int>();
        for (var i = 0; i < log.Count; i++)
        {
            var key = (log.Situations[i], log.Actions[i]);
            if (!known.TryAdd(key, log.Probabilities[i]) && Math.Abs(known[key] - log.Probabilities[i]) > 1e-6)
            {
                varies.Add(log.Situations[i]);
            }
        }

        var highest = known.Where(k => !varies.Contains(k.Key.Situation)).GroupBy(k => k.Key.Situation).Select(g => g.Sum(k => k.Value)).DefaultIfEmpty(0).Max();
        if (highest > 1 + Rounding)
        {
            return new("probabilitiesDoNotSum", Text($"In one context and position the logged probabilities of all actions add up to {highest:0.###}; they cannot exceed 1. Are contexts or positions missing that the probabilities depend on?"));
        }

        // A policy that draws evenly among all actions has weights with a mean of 1, or less where some actions are not always allowed.
        var even = WeightSummary.Of(new LoggedChoices
        {
            Actions = log.Actions, ActionCount = log.ActionCount, Probabilities = log.Probabilities, Rewards = log.Rewards, Situations = log.Situations, Contexts = log.Contexts, Clusters = log.Clusters,
            PolicyProbabilities = [.. log.Actions.Select(_ => 1.0 / log.ActionCount)],
        });
        return even.Mean - 1 > (MostErrors * even.MeanError) + Rounding
            ? new("probabilitiesDoNotSum", Text($"The logged probabilities are too low to be those of the {log.ActionCount} actions: drawing evenly would give weights with the mean {even.Mean:0.###}, and it has to be at most 1. Is it the right column?"))
            : null;
    }

    private static string Distance(WeightSummary weights) => weights.MeanError > 0 ? Text($"{Math.Abs(weights.Mean - 1) / weights.MeanError:0.#} standard errors") : "far";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
