using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Benchmarks.Market;

/// <summary>The true mean of P x V of every treatment over customers and moments in which the policy's rules allow it.</summary>
internal static class MeanWorth
{
    private static readonly string[] Intents = ["none", "none", "none", "none", "none", "upgrade", "device", "billing", "travel", "points", "family"];

    /// <summary>By dense index; 0 where the rules allowed nobody.</summary>
    public static double[] Of(PolicySnapshot policy, MarketTruth truth, IReadOnlyList<MarketCustomer> customers, DateTimeOffset start)
    {
        var rules = new MarketRules(policy);
        var random = new MarketRandom(5);
        var sums = new double[policy.Treatments.Count];
        var counts = new int[policy.Treatments.Count];
        foreach (var customer in customers)
        {
            var leaving = random.Chance(0.03);
            var intent = leaving ? "cancellation" : random.Pick(Intents);
            var moment = new MarketMoment("app", intent, leaving ? 3 : 0, random.Chance(0.05), random.Chance(0.01), start.AddHours(random.Below(24)));
            foreach (var action in policy.Actions)
            {
                if (rules.ValueOf(action.Id, customer, moment) is not { } value)
                {
                    continue;
                }

                for (var t = 0; t < policy.Treatments.Count; t++)
                {
                    var treatment = policy.Treatments[t];
                    if (policy.Actions[treatment.Action].Id == action.Id)
                    {
                        sums[t] += value * truth.Probability(customer, action.Id, treatment.Id, moment with { Channel = policy.Channels[treatment.Channel].Id });
                        counts[t]++;
                    }
                }
            }
        }

        return [.. sums.Select((sum, t) => counts[t] == 0 ? 0 : sum / counts[t])];
    }
}
