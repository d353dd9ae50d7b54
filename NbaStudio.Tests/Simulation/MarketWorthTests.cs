using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Simulation;
using Xunit.Abstractions;

namespace NbaStudio.Tests.Simulation;

/// <summary>Whether there is something to learn: the oracle against the best fixed ranking, by the rules of the policy, without caps.</summary>
public sealed class MarketWorthTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 17, 3, 30, 0, TimeSpan.Zero);
    private static readonly string[] Intents = ["none", "none", "none", "none", "none", "upgrade", "device", "billing", "travel", "points", "family"];

    [Fact]
    public void Oracle_AgainstBestFixedRanking_EarnsAtLeastTwice()
    {
        var snapshot = PolicyCompiler.Compile(DemoPolicy.Create(), 1, Now).Snapshot!;
        var rules = new MarketRules(snapshot);
        var truth = new MarketTruth(MarketParameters.Kawasemi, 1);
        var sample = Moments();
        var actions = snapshot.Actions.Select(a => a.Id).ToList();
        var rank = actions.ToDictionary(a => a, a => MeanWorth(rules, truth, a, sample));

        double oracle = 0, fixedRanking = 0, accepted = 0, atRandom = 0;
        int quiet = 0, spoken = 0;
        foreach (var (customer, moment) in sample)
        {
            var open = actions.Select(a => (Action: a, Value: rules.ValueOf(a, customer, moment))).Where(a => a.Value is not null)
                .Select(a => (a.Action, P: truth.Probability(customer, a.Action, a.Action + "-hero", moment), V: a.Value!.Value)).ToList();
            if (open.Count == 0)
            {
                continue;
            }

            var best = open.Max(a => a.P * a.V);
            oracle += best;
            quiet += best <= snapshot.Arbitration.SilenceThreshold ? 1 : 0;
            var choice = open.MaxBy(a => rank[a.Action]);
            fixedRanking += choice.P * choice.V;
            accepted += choice.P;
            atRandom += open.Average(a => a.P);
            spoken++;
        }

        output.WriteLine($"oracle {oracle / spoken:F0}, fixed {fixedRanking / spoken:F0}, ratio {oracle / fixedRanking:F2}, accepted {accepted / spoken:P1}, at random {atRandom / spoken:P1}, quiet {quiet / (double)sample.Count:P0}");
        (oracle / fixedRanking).ShouldBeGreaterThan(2);
        (accepted / spoken).ShouldBeInRange(0.005, 0.08);
        (atRandom / spoken).ShouldBeInRange(0.005, 0.08);
        (quiet / (double)sample.Count).ShouldBeInRange(0.15, 0.6);
    }

    private static double MeanWorth(MarketRules rules, MarketTruth truth, string action, List<(MarketCustomer Customer, MarketMoment Moment)> sample)
    {
        var moments = sample.ToDictionary(s => s.Customer, s => s.Moment);
        return truth.MeanPropensityTimesValue(action, action + "-hero", sample, c => rules.ValueOf(action, c, moments[c]));
    }

    private static List<(MarketCustomer Customer, MarketMoment Moment)> Moments()
    {
        var random = new MarketRandom(5);
        return [.. MarketPopulation.Create(1500, 1, Now).Select(customer =>
        {
            var leaving = random.Chance(0.02);
            var intent = leaving ? "cancellation" : random.Pick(Intents);
            return (customer, new MarketMoment(random.Chance(0.6) ? "app" : "web", intent, leaving ? 3 : 0, random.Chance(0.03), false, Now));
        })];
    }
}
