using System.Globalization;
using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Benchmarks.Budgets;

/// <summary>What a budget earns with a price, against first come, first served and against a clairvoyant who picks the best uses of the whole period. Values, not times: the same on every machine.</summary>
internal static class BudgetsReport
{
    private const int Seeds = 6;

    private static readonly (int Chances, int Budget, double Share)[] Cases = [(20_000, 300, 0.3), (20_000, 3_000, 0.3), (20_000, 8_000, 0.3), (2_000, 60, 0.1), (2_000, 300, 0.5), (200, 10, 0.5)];

    public static void Write(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Value as a share of a clairvoyant's (and of the budget used), mean of {Seeds} seeds. Worth of candidates is log-normal (sigma 1); a period begins without a price."));
        output.WriteLine();
        output.WriteLine("| chances | budget | share with a candidate | first come | step / pace (the design's) | step / sqrt(pace) (PacingPrice) | the same, second period |");
        output.WriteLine("|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var (chances, budget, share) in Cases)
        {
            var rows = Enumerable.Range(0, Seeds).Select(seed => Run(chances, budget, share, seed)).ToList();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {chances:N0} | {budget:N0} | {share} | {rows.Average(r => r.First):0.000} | {rows.Average(r => r.Plain.Value):0.000} ({rows.Average(r => r.Plain.Used):0.00}) | {rows.Average(r => r.Root.Value):0.000} ({rows.Average(r => r.Root.Used):0.00}) | {rows.Average(r => r.Second.Value):0.000} ({rows.Average(r => r.Second.Used):0.00}) |"));
        }
    }

    private static (double First, (double Value, double Used) Plain, (double Value, double Used) Root, (double Value, double Used) Second) Run(int chances, int budget, double share, int seed)
    {
        var random = new Random(seed);
        var worth = Draw(random, chances, share);
        var next = Draw(random, chances, share);
        var first = worth.Where(w => w > 0).Take(budget).Sum() / Best(worth, budget);
        var plain = Period(worth, budget, 0, Plain);
        var root = Period(worth, budget, 0, PacingPrice.Next);
        return (first, (plain.Value, plain.Used), (root.Value, root.Used), Period(next, budget, root.Price, PacingPrice.Next) is var second ? (second.Value, second.Used) : default);
    }

    private static (double Value, double Used, double Price) Period(double[] worth, int budget, double price, Func<double, double, double, double, double> step)
    {
        var (value, left, typical) = (0.0, budget, 0.0);
        var seen = new Queue<double>();
        for (var i = 0; i < worth.Length; i++)
        {
            if (worth[i] > 0)
            {
                seen.Enqueue(worth[i]);
                if (seen.Count > 1_000)
                {
                    seen.Dequeue();
                }

                typical = typical == 0 || i % 50 == 0 ? seen.Order().ElementAt(seen.Count / 2) : typical;
            }

            var takes = worth[i] > 0 && worth[i] > price && left > 0;
            left -= takes ? 1 : 0;
            value += takes ? worth[i] : 0;
            if (left > 0 && typical > 0)
            {
                price = step(price, takes ? 1 : 0, left / (double)(worth.Length - i), typical);
            }
        }

        return (value / Best(worth, budget), 1 - (left / (double)budget), price);
    }

    private static double Plain(double price, double use, double pace, double typical) => Math.Max(0, price + (PacingPrice.Share * typical / pace * (use - pace)));

    private static double Best(double[] worth, int budget) => worth.OrderDescending().Take(budget).Sum();

    private static double[] Draw(Random random, int chances, double share) =>
        [.. Enumerable.Range(0, chances).Select(_ => random.NextDouble() < share ? Math.Exp(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())) : 0)];
}
