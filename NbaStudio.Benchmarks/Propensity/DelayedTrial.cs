using System.Globalization;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Benchmarks.Propensity;

/// <summary>The same simulated customers as <see cref="DriftTrial"/>, answering after a while: positives within the window, silence at its end. Judged is what each decision was served.</summary>
internal static class DelayedTrial
{
    private const long Pace = 30_000;
    private const int Stretches = 10;

    public static void Write(int rows, int seeds)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## Delayed answers: {rows:N0} decisions, one in {Pace / 1000} s, {seeds} seeds; half of the positives come in the first eighth of the window, silence at its end"));
        Console.WriteLine();
        Console.WriteLine("*By served P*: alarms of the same watch over all treatments, fed with what the decisions used, in the order of the ends of windows.");
        Console.WriteLine();
        Console.WriteLine("| window | learned | half-way | served / truth, 1st tenth | 2nd | last | log loss beyond the truth's, 1st tenth | 2nd | 5th | 6th | 7th | last | alarms before | after | first after, decisions | before, by served P |");
        Console.WriteLine("|---|---|---|" + string.Concat(Enumerable.Repeat("---:|", 13)));
        foreach (var (window, name) in new[] { (0L, "none"), (3_600_000L, "1 h"), (2 * 86_400_000L, "2 d") })
        {
            foreach (var waits in window > SlowResponses.LongestQuickWindow ? new[] { false, true } : [false])
            {
                foreach (var change in new[] { DriftChange.Nothing, DriftChange.OtherTastes, DriftChange.HalfAsMuch })
                {
                    Write(name, window, waits, change, rows, seeds);
                }
            }
        }
    }

    private static void Write(string name, long window, bool waits, DriftChange change, int rows, int seeds)
    {
        var totals = new Totals();
        for (var seed = 1; seed <= seeds; seed++)
        {
            Run(window, waits, change, rows, seed, totals);
        }

        string Ratio(int stretch) => (totals.Served[stretch] / totals.Truth[stretch]).ToString("0.00", CultureInfo.InvariantCulture);
        string Excess(int stretch) => (totals.Excess[stretch] / seeds / (rows / Stretches)).ToString("0.0000", CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {(waits ? "at the window's end" : "as they come")} | {change} | {Ratio(0)} | {Ratio(1)} | {Ratio(9)} | {Excess(0)} | {Excess(1)} | {Excess(4)} | {Excess(5)} | {Excess(6)} | {Excess(9)} | {totals.Before / (double)seeds:0.0} | {totals.After / (double)seeds:0.0} | {(totals.Firsts.Count == 0 ? "-" : totals.Firsts.Average().ToString("0", CultureInfo.InvariantCulture))} | {totals.ByServed / (double)seeds:0.0} |"));
    }

    private static void Run(long window, bool waits, DriftChange change, int rows, int seed, Totals totals)
    {
        var customers = new DriftCustomers(seed);
        var random = new Random(1_000 + seed);
        var learner = customers.NewLearner();
        var byServed = new DriftWatch();
        var answers = new PriorityQueue<Response, (long Time, int Decision)>();
        var (position, known, first) = (0L, 0L, true);
        for (var i = 0; i < rows; i++)
        {
            var values = new double[DriftCustomers.Predictors];
            var isChanged = i >= rows / 2;
            var (treatment, truth, positive) = customers.Next(values, isChanged ? change : DriftChange.Nothing);
            var served = learner.Serve(treatment, values);
            var stretch = (int)((long)i * Stretches / rows);
            totals.Served[stretch] += served.P;
            totals.Truth[stretch] += truth;
            totals.Excess[stretch] += LogLoss.Of(CountModel.Clamp(served.P), positive) - LogLoss.Of(truth, positive);
            var now = i * Pace;
            var answered = now + (positive ? (long)(window * Math.Pow(random.NextDouble(), 3)) : window);
            answers.Enqueue(new(0, answered, treatment, values, positive, DecidedAt: now, WindowEnd: waits ? now + window : 0) { Served = served }, (answered, i));
            while (answers.TryPeek(out var answer, out var due) && due.Time <= now)
            {
                answers.Dequeue();
                learner.Learn(answer with { JournalPosition = ++position });
                for (; known < learner.DriftCount; known++)
                {
                    totals.Add(isChanged, i - (rows / 2), ref first);
                }
            }

            // Decisions have one pace and one window: their order is that of the ends.
            totals.ByServed += !isChanged && byServed.Observe(i + 1, now + window, served.P, positive, out _) is not null ? 1 : 0;
        }
    }

    private sealed class Totals
    {
        public double[] Served { get; } = new double[Stretches];

        public double[] Truth { get; } = new double[Stretches];

        public double[] Excess { get; } = new double[Stretches];

        public int Before { get; private set; }

        public int After { get; private set; }

        public int ByServed { get; set; }

        public List<int> Firsts { get; } = [];

        public void Add(bool isAfter, int since, ref bool first)
        {
            Before += isAfter ? 0 : 1;
            After += isAfter ? 1 : 0;
            if (isAfter && first)
            {
                Firsts.Add(since);
                first = false;
            }
        }
    }
}
