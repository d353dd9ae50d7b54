using System.Globalization;

namespace NbaStudio.Engine.Measurement.OffPolicy;

/// <summary>What the policy would do with every action, not only with the one that was logged: needed for a model of rewards. Immutable, thread safe.</summary>
public sealed class PolicyDistribution
{
    private const double MostOff = 0.01;

    private readonly double[][] _rows;

    private PolicyDistribution(double[][] rows) => _rows = rows;

    /// <summary>The probabilities of all actions on a row.</summary>
    public ReadOnlySpan<double> On(int row) => _rows[row];

    /// <summary>Takes them from the log where it has them, else puts them together from the rows of each situation, where they do not vary.</summary>
    public static Estimate<PolicyDistribution> Of(LoggedChoices log)
    {
        if (log.Full is { } full)
        {
            return new PolicyDistribution(full);
        }

        var known = new Dictionary<int, double[]>();
        for (var i = 0; i < log.Count; i++)
        {
            if (!known.TryGetValue(log.Situations[i], out var found))
            {
                known[log.Situations[i]] = found = new double[log.ActionCount];
                Array.Fill(found, double.NaN);
            }

            ref var seen = ref found[log.Actions[i]];
            var now = log.PolicyProbabilities[i];
            if (!double.IsNaN(seen) && Math.Abs(seen - now) > 1e-6 * Math.Max(seen, now))
            {
                return new Refusal("policyVaries", "The policy's probability of an action varies within one context and position, and only that of the logged action is known; a reward model needs those of all actions (one column each, --policy-columns).");
            }

            seen = now;
        }

        foreach (var found in known.Values)
        {
            var sum = found.Where(p => !double.IsNaN(p)).Sum();
            if (Math.Abs(sum - 1) > MostOff)
            {
                return new Refusal("policyIncomplete", string.Create(CultureInfo.InvariantCulture, $"In one context and position the policy's probabilities of the actions in the log add up to {sum:0.###}, not 1; a reward model needs those of all actions (one column each, --policy-columns)."));
            }

            for (var action = 0; action < found.Length; action++)
            {
                found[action] = double.IsNaN(found[action]) ? 0 : found[action] / sum;
            }
        }

        return new PolicyDistribution([.. log.Situations.Select(s => known[s])]);
    }
}
