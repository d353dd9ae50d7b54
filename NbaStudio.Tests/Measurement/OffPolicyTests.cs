using NbaStudio.Engine.Measurement.OffPolicy;

namespace NbaStudio.Tests.Measurement;

public sealed class OffPolicyTests
{
    private static readonly double[] Logging = [0.5, 0.3, 0.2];
    private static readonly double[] Policy = [0.1, 0.2, 0.7];
    private static readonly double[] Rates = [0.2, 0.3, 0.5];
    private const double Truth = (0.1 * 0.2) + (0.2 * 0.3) + (0.7 * 0.5);

    [Fact]
    public void Of_SimulatedLogs_HoldsTheTruthIn95Percent()
    {
        const int Runs = 400;
        var chance = new Chance(21);
        var held = new int[5];
        for (var run = 0; run < Runs; run++)
        {
            var result = OffPolicyEvaluator.Of(Draw(chance, 600)).Value.ShouldNotBeNull();
            OffPolicyEstimate[] all = [result.Ips, result.Snips, result.Dm!, result.Dr!, result.Sndr!];
            for (var i = 0; i < all.Length; i++)
            {
                held[i] += all[i].Interval.Contains(Truth) ? 1 : 0;
            }
        }

        held.ShouldAllBe(h => h >= Runs * 0.92 && h <= Runs * 0.98);
    }

    [Fact]
    public void Of_RowsOfOneCustomer_CountAsOneObservation()
    {
        const int Runs = 200;
        const int Each = 10;
        var chance = new Chance(22);
        var (held, naive) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            // Customers who answer everything or nothing: only their number counts.
            List<(int Action, double Reward, int Customer)> rows = [];
            for (var customer = 0; customer < 100; customer++)
            {
                var answers = chance.Uniform() < 0.5 ? 1 : 0;
                for (var i = 0; i < Each; i++)
                {
                    rows.Add((chance.Below(2), answers, customer));
                }
            }

            var clustered = Log([.. rows.Select(r => r.Action)], [.. rows.Select(r => r.Reward)], [0.5, 0.5], [0.4, 0.6], [.. rows.Select(r => r.Customer)]);
            var alone = Log([.. rows.Select(r => r.Action)], [.. rows.Select(r => r.Reward)], [0.5, 0.5], [0.4, 0.6], [.. Enumerable.Range(0, rows.Count)]);
            held += OffPolicyEvaluator.Of(clustered).Value!.Dr!.Interval.Contains(0.5) ? 1 : 0;
            naive += OffPolicyEvaluator.Of(alone).Value!.Dr!.Interval.Contains(0.5) ? 1 : 0;
        }

        ((double)held / Runs).ShouldBeInRange(0.91, 0.99);
        ((double)naive / Runs).ShouldBeLessThan(0.6);
    }

    [Fact]
    public void Of_PolicyThatIsTheLog_IsTheLog()
    {
        var chance = new Chance(23);
        var log = Draw(chance, 500);
        var same = Log(log.Actions, log.Rewards, Logging, Logging, log.Clusters);

        var result = OffPolicyEvaluator.Of(same).Value.ShouldNotBeNull();

        result.Weights.Mean.ShouldBe(1, 1e-12);
        result.Weights.EffectiveSampleSize.ShouldBe(500, 1e-9);
        result.Ips.Value.ShouldBe(log.Rewards.Average(), 1e-12);
        result.Snips.Value.ShouldBe(result.Ips.Value, 1e-12);
        result.Gain.Interval.Contains(0).ShouldBeTrue();
    }

    [Fact]
    public void Of_SurePolicyOnAnEvenLog_ReplaysTheRowsThatMatch()
    {
        var chance = new Chance(24);
        int[] actions = [.. Enumerable.Range(0, 600).Select(_ => chance.Below(3))];
        double[] rewards = [.. actions.Select(a => chance.Uniform() < Rates[a] ? 1.0 : 0)];

        var result = OffPolicyEvaluator.Of(Log(actions, rewards, [1.0 / 3, 1.0 / 3, 1.0 / 3], [0, 0, 1], [.. Enumerable.Range(0, 600)])).Value.ShouldNotBeNull();

        result.Replay.ShouldNotBeNull().Value.ShouldBe(rewards.Where((_, i) => actions[i] == 2).Average(), 1e-12);
        OffPolicyEvaluator.Of(Draw(chance, 600)).Value!.Replay.ShouldBeNull("the log drew unevenly");
    }

    [Fact]
    public void Of_Limit_CutsWeights()
    {
        var result = OffPolicyEvaluator.Of(Draw(new Chance(25), 2_000), 2).Value.ShouldNotBeNull();

        result.Clipped.ShouldNotBeNull().Value.ShouldBeLessThan(result.Ips.Value, "cutting takes from rewards above 0");
        result.Switched.ShouldNotBeNull().StandardError.ShouldBeLessThan(result.Dr!.StandardError);
    }

    [Fact]
    public void Of_OnlyTheLoggedActionsProbability_IsPutTogetherOrSaidToBeMissing()
    {
        var log = Draw(new Chance(26), 800);
        var full = new double[log.Count][];
        Array.Fill(full, Policy);
        var given = Copy(log, log.PolicyProbabilities, full);

        OffPolicyEvaluator.Of(log).Value!.Dm!.Value.ShouldBe(OffPolicyEvaluator.Of(given).Value!.Dm!.Value, 1e-12);
        var varies = OffPolicyEvaluator.Of(Copy(log, [.. log.PolicyProbabilities.Select((p, i) => i % 2 == 0 ? p : p * 0.99)])).Value.ShouldNotBeNull();
        (varies.Dm, varies.NoModel!.Code).ShouldBe((null, "policyVaries"));
        var incomplete = OffPolicyEvaluator.Of(Log(log.Actions, log.Rewards, Logging, [0.12, 0.21, 0.7], log.Clusters)).Value.ShouldNotBeNull();
        (incomplete.Dr, incomplete.NoModel!.Code).ShouldBe((null, "policyIncomplete"));
    }

    [Theory]
    [InlineData("rows", "tooFewRows")]
    [InlineData("customers", "tooFewCustomers")]
    [InlineData("action", "oneAction")]
    [InlineData("constant", "constantReward")]
    [InlineData("overlap", "littleOverlap")]
    [InlineData("weights", "meanWeight")]
    [InlineData("high", "probabilitiesDoNotSum")]
    [InlineData("low", "probabilitiesDoNotSum")]
    public void Of_LogThatCarriesNoNumber_IsRefused(string kind, string code)
    {
        var log = Draw(new Chance(27), kind == "rows" ? 10 : 2_000);
        var own = log.Clusters;
        var refused = kind switch
        {
            "customers" => Log(log.Actions, log.Rewards, Logging, Policy, [.. own.Select(c => c % 5)]),
            "action" => Log([.. log.Actions.Select(_ => 0)], log.Rewards, [1], [1], own),
            "constant" => Log(log.Actions, [.. log.Rewards.Select(_ => 1.0)], Logging, Policy, own),

            // All weight on one row of a thousand.
            "overlap" => Log([.. own.Select(i => i % 1_000 == 0 ? 2 : i % 2)], log.Rewards, [0.4995, 0.4995, 0.001], [0, 0, 1], own),
            "weights" => Log(log.Actions, log.Rewards, Logging, [0.5, 0.1, 0.01], own),
            "high" => Log(log.Actions, log.Rewards, [0.5, 0.5, 0.5], Policy, own),
            "low" => Log(log.Actions, log.Rewards, [0.2, 0.1, 0.1], Policy, own),
            _ => log,
        };

        OffPolicyEvaluator.Of(refused).Refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(3, 0.33)]
    [InlineData(3, 0.3333)]
    [InlineData(3, 0.333333)]
    [InlineData(7, 0.1428)]
    [InlineData(7, 0.143)]
    public void Of_EvenLogWithRoundedProbabilities_IsTaken(int actions, double rounded)
    {
        var chance = new Chance(29);
        int[] chosen = [.. Enumerable.Range(0, 1_400).Select(_ => chance.Below(actions))];
        double[] rewards = [.. chosen.Select(a => chance.Uniform() < 0.2 + (0.1 * a) ? 1.0 : 0)];
        double[] logging = [.. Enumerable.Repeat(rounded, actions)];
        double[] even = [.. Enumerable.Repeat(1.0 / actions, actions)];

        // An even policy has the same weight on every row: there is no error that could excuse its mean.
        var result = OffPolicyEvaluator.Of(Log(chosen, rewards, logging, even, [.. Enumerable.Range(0, chosen.Length)]));

        result.Value.ShouldNotBeNull(result.Refusal?.Sentence).Snips.Value.ShouldBe(rewards.Average(), 1e-9);
        OffPolicyEvaluator.Of(Log(chosen, rewards, [.. logging.Select(p => p * 0.95)], even, [.. Enumerable.Range(0, chosen.Length)])).Refusal.ShouldNotBeNull().Code.ShouldBe("probabilitiesDoNotSum");
        OffPolicyEvaluator.Of(Log(chosen, rewards, logging, [.. even.Select(p => p * 0.95)], [.. Enumerable.Range(0, chosen.Length)])).Refusal.ShouldNotBeNull().Code.ShouldBe("meanWeight");
    }

    [Fact]
    public void Of_ContextsThatMatter_TightenAndContextsOfOneRowDoNoHarm()
    {
        const int Rows = 4_000;
        var chance = new Chance(28);
        int[] contexts = [.. Enumerable.Range(0, Rows).Select(_ => chance.Below(2))];
        int[] actions = [.. contexts.Select(_ => chance.Below(2))];
        double[] rewards = [.. actions.Select((a, i) => (a == contexts[i] ? 10 : 0) + chance.Normal())];
        OffPolicyResult Measure(int[] known)
        {
            double[][] full = [.. contexts.Select(c => c == 0 ? new[] { 0.9, 0.1 } : [0.1, 0.9])];
            return OffPolicyEvaluator.Of(new LoggedChoices
            {
                Actions = actions, ActionCount = 2, Rewards = rewards, Probabilities = [.. actions.Select(_ => 0.5)], PolicyProbabilities = [.. actions.Select((a, i) => full[i][a])],
                Situations = new int[Rows], Contexts = known, Clusters = [.. Enumerable.Range(0, Rows)], Full = full,
            }).Value!;
        }

        var (blind, seeing, scattered) = (Measure(new int[Rows]), Measure(contexts), Measure([.. Enumerable.Range(0, Rows)]));

        seeing.Dr!.Interval.Contains(9).ShouldBeTrue();
        seeing.Dr.StandardError.ShouldBeLessThan(blind.Dr!.StandardError / 2);
        seeing.Dm!.Value.ShouldBe(9, 0.2);
        scattered.Dr!.Value.ShouldBe(blind.Dr.Value, 1e-9, "a context of one row teaches nothing");
        scattered.Dm!.StandardError.ShouldBe(blind.Dm!.StandardError, 1e-9);
    }

    [Fact]
    public void Of_ImpossibleProbability_Throws() =>
        Should.Throw<ArgumentException>(() => OffPolicyEvaluator.Of(Log([0, 1], [0, 1], [0, 0.5], [0.5, 0.5], [0, 1])));

    private static LoggedChoices Draw(Chance chance, int rows)
    {
        int[] actions = [.. Enumerable.Range(0, rows).Select(_ => chance.Uniform() is var u && u < Logging[0] ? 0 : u < Logging[0] + Logging[1] ? 1 : 2)];
        return Log(actions, [.. actions.Select(a => chance.Uniform() < Rates[a] ? 1.0 : 0)], Logging, Policy, [.. Enumerable.Range(0, rows)]);
    }

    private static LoggedChoices Log(int[] actions, double[] rewards, double[] logging, double[] policy, int[] clusters) => new()
    {
        Actions = actions, ActionCount = logging.Length, Rewards = rewards, Probabilities = [.. actions.Select(a => logging[a])], PolicyProbabilities = [.. actions.Select(a => policy[a])],
        Situations = new int[actions.Length], Contexts = new int[actions.Length], Clusters = clusters,
    };

    private static LoggedChoices Copy(LoggedChoices log, double[] policy, double[][]? full = null) => new()
    {
        Actions = log.Actions, ActionCount = log.ActionCount, Rewards = log.Rewards, Probabilities = log.Probabilities, PolicyProbabilities = policy, Situations = log.Situations,
        Contexts = log.Contexts, Clusters = log.Clusters, Full = full,
    };
}
