using System.Globalization;
using System.Text;
using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Benchmarks.Reference;

/// <summary>Published figures of the CDNOW sample.</summary>
internal static class LifetimeNumbers
{
    private const double Horizon = 39;

    /// <param name="folder">Of the sample.</param>
    public static async Task<IReadOnlyList<ReferenceRow>> OfAsync(string folder)
    {
        var summary = Path.Combine(folder, "cdnow_customers_summary.csv");
        CustomerPurchases[] customers = [.. File.ReadLines(summary).Skip(1).Select(line => line.Split(',')).Select(row => new CustomerPurchases(row[0], (int)Number(row[1]), Number(row[2]), Number(row[3])))];
        var table = new PurchaseTable(customers);
        var (bg, pareto) = (BgNbdModel.Fit(table).Value!, ParetoNbdModel.Fit(table).Value!);
        var asked = new CustomerPurchases("asked", 2, 30.43, 38.86);
        List<ReferenceRow> rows =
        [
            new("customers", customers.Length, "2357"),
            new("BG/NBD r", bg.R, "0.24259291"), new("BG/NBD alpha", bg.Alpha, "4.41353166"), new("BG/NBD a", bg.A, "0.79288616"), new("BG/NBD b", bg.B, "2.42575371"),
            new("BG/NBD log likelihood", bg.LogLikelihood, "-9582.42556057"),
            new("E[Y(39)], x = 2, t_x = 30.43, T = 38.86", bg.Expected(asked, Horizon), "1.225910"), new("P(alive) of the same", bg.Alive(asked), "0.726609"),
            new("sum of P(alive)", customers.Sum(c => bg.Alive(c)), "1917.2763"), new("sum of E[Y(39)]", customers.Sum(c => bg.Expected(c, Horizon)), "1653.4233"),
        ];
        foreach (var (time, expected) in new[] { (0.1429, "0.0078"), (1, "0.0532"), (3, "0.1506"), (31.8571, "1.0405"), (32, "1.0437"), (78, "1.8576") })
        {
            rows.Add(new(FormattableString.Invariant($"E[X({time})]"), bg.ExpectedOfNew(time), expected));
        }

        rows.AddRange(
        [
            new("Pareto/NBD r", pareto.R, "0.55327551"), new("Pareto/NBD alpha", pareto.Alpha, "10.57761"), new("Pareto/NBD s", pareto.S, "0.60621356"), new("Pareto/NBD beta", pareto.Beta, "11.66791"),
            new("Pareto/NBD log likelihood", pareto.LogLikelihood, "-9594.97392983"),
        ]);
        rows.AddRange(await SpendAsync(Path.Combine(folder, "CDNOW_sample.txt")));
        return rows;
    }

    // The published fit is of means rounded to cents.
    private static async Task<IReadOnlyList<ReferenceRow>> SpendAsync(string sample)
    {
        var work = Directory.CreateTempSubdirectory("reference").FullName;
        try
        {
            var (purchases, list, rounded) = (Path.Combine(work, "purchases.csv"), Path.Combine(work, "list.csv"), Path.Combine(work, "rounded.csv"));
            await File.WriteAllLinesAsync(purchases, File.ReadLines(sample).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(row => $"{row[0]},{row[2]},{row[4]}").Prepend("id,date,amount"));
            await CommandRun.JsonAsync("evaluate", "lifetime", "--csv", purchases, "--customer", "id", "--until", "19970930", "--list", list);
            var (text, spent) = (new StringBuilder("ID,frequency,recency,T,monetary_value\n"), new List<decimal>());
            foreach (var row in File.ReadLines(list).Skip(1).Select(line => line.Split(',')))
            {
                var mean = row[4].Length == 0 ? (decimal?)null : Math.Round((decimal)Number(row[4]), 2, MidpointRounding.AwayFromZero);
                text.Append(CultureInfo.InvariantCulture, $"{row[0]},{row[1]},{row[2]},{row[3]},{mean}\n");
                spent.AddRange(mean is { } known && Number(row[1]) > 0 ? [known] : []);
            }

            await File.WriteAllTextAsync(rounded, text.ToString());
            var result = await CommandRun.JsonAsync("evaluate", "lifetime", "--csv", rounded);
            return
            [
                new("repeat buyers", result.Number("repeatBuyers"), "946"), new("mean spend of a repeat buyer", (double)spent.Average(), "35.0786"),
                new("Gamma-Gamma p", result.Number("gammaGamma", "p"), "6.24880298"), new("Gamma-Gamma q", result.Number("gammaGamma", "q"), "3.74458853"), new("Gamma-Gamma v", result.Number("gammaGamma", "v"), "15.44774694"),
                new("Gamma-Gamma log likelihood", result.Number("gammaGamma", "logLikelihood"), "-4055.92324350"),
            ];
        }
        finally
        {
            Directory.Delete(work, true);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
