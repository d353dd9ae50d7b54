using NbaStudio.Engine.Measurement.OffPolicy;
using NbaStudio.Engine.WhatIf;

namespace NbaStudio.Tests.WhatIf;

/// <summary>The interval of the data check against brute force: the same situations are drawn and answered a thousand times.</summary>
public sealed class RecordedSituationsTests
{
    private const int Runs = 1_000;
    private const int PerCustomer = 5;
    private const double V = 50;

    /// <param name="Given">Chance of yes to what is given up.</param>
    /// <param name="Comes">Chance of yes to what comes.</param>
    /// <param name="P">What the models say of both, in this order.</param>
    private sealed record Situation(double Given, double Comes, (double Given, double Comes) P)
    {
        public double Truth => V * (Comes - Given);
    }

    // Half of the customers nearly always want what would come, the others hardly ever: models that know nothing of it.
    private static Situation[][] Unlike(int customers) => Population(customers, (customer, _) => new(0.1, customer % 2 == 0 ? 0.95 : 0.05, (0.1, 0.1)));

    [Fact]
    public void Estimate_CustomersDiffer_HoldsTheTruthOfTheirSituations()
    {
        var population = Unlike(200);

        Coverage(population, rows => Of(rows, 1)).ShouldBeInRange(0.925, 0.975);

        // As if other customers were asked, and much too wide for these.
        Coverage(population, Clustered).ShouldBeGreaterThan(0.99);
    }

    [Fact]
    public void Estimate_ModelsKnowTheSituations_IsNotWidenedByWhatTheySay()
    {
        // Within each customer one situation is nothing like the next one, and the models know.
        var population = Population(200, (_, row) => row % 2 == 0 ? new(0.1, 0.9, (0.1, 0.9)) : new(0.8, 0.1, (0.8, 0.1)));

        Coverage(population, rows => Of(rows, 1)).ShouldBeInRange(0.925, 0.975);
        Coverage(population, rows => Of([.. rows.Select(r => r with { Expected = 0, Correction = r.Influence })], 1)).ShouldBeGreaterThan(0.985);
    }

    [Fact]
    public void Estimate_OneRowACustomer_ComparesThemWithEachOther()
    {
        var population = Population(400, (_, _) => new(0.1, 0.4, (0.2, 0.2)), 1);

        Coverage(population, rows => Of(rows, 1, 1), 1).ShouldBeInRange(0.925, 0.975);
    }

    [Fact]
    public void Estimate_PartOfTheCustomers_HoldsTheTruthOfAllOfThem()
    {
        var population = Unlike(800);
        var truth = population.SelectMany(c => c).Average(s => s.Truth);
        var (random, held, tooNarrow) = (new Random(11), 0, 0);
        for (var run = 0; run < Runs; run++)
        {
            random.Shuffle(population);
            var rows = Draw(population.AsSpan(0, 200), random);
            held += Of(rows, 0.25).Interval.Contains(truth) ? 1 : 0;
            tooNarrow += Of(rows, 1).Interval.Contains(truth) ? 1 : 0;
        }

        (held / (double)Runs).ShouldBeInRange(0.925, 0.975);

        // Not told that they are a part, it would take them for all.
        (tooNarrow / (double)Runs).ShouldBeLessThan(0.9);
    }

    [Fact]
    public void Estimate_HardlyAnyCustomerOfMany_IsTheClusteredOne()
    {
        var rows = Draw(Unlike(200), new Random(5));

        var (part, clustered) = (Of(rows, 1e-9), Clustered(rows));

        part.Value.ShouldBe(clustered.Value, 1e-9);
        part.StandardError.ShouldBe(clustered.StandardError, clustered.StandardError * 1e-6);
        part.StandardError.ShouldBeGreaterThan(1.3 * Of(rows, 1).StandardError);
    }

    [Fact]
    public void Estimate_RowsInWhichNothingChanges_SayNothing()
    {
        var rows = Draw(Unlike(100), new Random(6));
        DataCheckRow[] more = [.. rows.Chunk(PerCustomer).SelectMany(own => own.Concat(new DataCheckRow[PerCustomer]))];

        // Half of the money per decision, and half of the error: in money it is the same.
        var (own, all) = (Of(rows, 1), Of(more, 1, 2 * PerCustomer));

        all.Value.ShouldBe(own.Value / 2, 1e-9);
        all.StandardError.ShouldBe(own.StandardError / 2, 1e-9);
        (all.Interval.High - all.Interval.Low).ShouldBe((own.Interval.High - own.Interval.Low) / 2, 1e-9);
    }

    [Fact]
    public void Estimate_ByHand_AddsStrata()
    {
        // Two customers with two rows each and two with one: 2 (1 + 1), 2 (4 + 4) and 2 (9 + 9).
        DataCheckRow[] rows = [Row(1), Row(3), Row(10), Row(14), Row(-3), Row(3)];

        var estimate = RecordedSituations.Estimate(rows, [0, 0, 1, 1, 2, 3], 1);

        estimate.Value.ShouldBe(28 / 6.0, 1e-12);
        estimate.StandardError.ShouldBe(Math.Sqrt(4 + 16 + 36) / 6, 1e-12);

        // (4 + 16 + 36)^2 / (4^2 + 16^2 + 36^2) = 2 degrees of freedom, t = 4.303.
        (estimate.Interval.High - estimate.Value).ShouldBe(4.302653 * estimate.StandardError, 1e-5);

        static DataCheckRow Row(double correction) => new(0, correction, 1, default, default);
    }

    private static Situation[][] Population(int customers, Func<int, int, Situation> situation, int perCustomer = PerCustomer) =>
        [.. Enumerable.Range(0, customers).Select(c => Enumerable.Range(0, perCustomer).Select(row => situation(c, row)).ToArray())];

    private static double Coverage(Situation[][] population, Func<DataCheckRow[], OffPolicyEstimate> estimate, int perCustomer = PerCustomer)
    {
        perCustomer.ShouldBe(population[0].Length);
        var (truth, random) = (population.SelectMany(c => c).Average(s => s.Truth), new Random(9));
        return Enumerable.Range(0, Runs).Count(_ => estimate(Draw(population, random)).Interval.Contains(truth)) / (double)Runs;
    }

    // One treatment gives way to another, with certainty; the log drew either of them, by an even chance.
    private static DataCheckRow[] Draw(ReadOnlySpan<Situation[]> customers, Random random)
    {
        var rows = new List<DataCheckRow>(customers.Length * PerCustomer);
        foreach (var customer in customers)
        {
            foreach (var s in customer)
            {
                var came = random.NextDouble() < 0.5;
                var yes = random.NextDouble() < (came ? s.Comes : s.Given) ? 1 : 0;
                rows.Add(new DataCheckRow(V * (s.P.Comes - s.P.Given), 2 * V * (came ? yes - s.P.Comes : s.P.Given - yes), 1, default, default));
            }
        }

        return [.. rows];
    }

    private static OffPolicyEstimate Of(DataCheckRow[] rows, double share, int perCustomer = PerCustomer) => RecordedSituations.Estimate(rows, CustomersOf(rows, perCustomer), share);

    private static OffPolicyEstimate Clustered(DataCheckRow[] rows)
    {
        var mean = rows.Average(r => r.Influence);
        return OffPolicyEstimate.Of(mean, [.. rows.Select(r => r.Influence - mean)], CustomersOf(rows, PerCustomer));
    }

    private static int[] CustomersOf(DataCheckRow[] rows, int perCustomer) => [.. Enumerable.Range(0, rows.Length).Select(i => i / perCustomer)];
}
