using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Measurement;
using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>Fits the models of customers' lifetimes to the purchases of a file, without a hub.</summary>
internal sealed class EvaluateLifetimeCommand : ICommand
{
    private const double NotableCorrelation = 0.2;
    private const string ByPareto = "pareto";

    public string Verb => "evaluate lifetime";

    public string Summary => "Says from past purchases who is still a customer, how often they will buy and for how much.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("csv", "FILE", "One row a customer (frequency, recency, T, monetary_value), or one row a transaction: CSV, or NDJSON by its extension.", Required: true),
        new("customer", "COLUMN", "Column of the customer. Default customerId for transactions, ID for a summary."),
        new("date", "COLUMN", "Column of the day of a transaction. Default date."),
        new("amount", "COLUMN", "Column of the amount of a transaction. Default amount; without one nothing is said about spend."),
        new("until", "DATE", "Last day of observation; later purchases are left out. Default: the last day in the file."),
        new("unit", "UNIT", "week or day: the unit of recency and T of transactions. Default week."),
        new("horizon", "UNITS", "How far ahead, in the unit of the data. Default 52."),
        new("predict", "MODEL", "bg or pareto: which model predicts. Default bg."),
        new("list", "FILE", "Writes what is expected of every customer to a CSV file."),
        new("delimiter", "CHARACTER", $"Between the columns: {Delimiter.Allowed}. Default: found by looking."),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var horizon = context.Number("horizon", 52, 0.01, 100_000);
        var predict = context.Find("predict") ?? "bg";
        if (predict is not ("bg" or ByPareto))
        {
            throw new CommandException($"--predict {predict} is not allowed; allowed is bg or pareto.");
        }

        var file = new PurchaseFile(context, Verb);
        var read = file.Read(stop);
        var customers = read.Value ?? [];
        if ((read.Refusal ?? LifetimeRefusals.OfTimes(customers)) is { } refusal)
        {
            await WriteAsync(context, file, customers, new Models(), [], horizon, predict, [new("data", refusal.Code, refusal.Sentence)]);
            return 1;
        }

        var table = new PurchaseTable(customers);
        var refusals = new List<LifetimeRefusal>();
        var models = new Models
        {
            BgNbd = Timed("bgNbd", () => BgNbdModel.Fit(table, stop), refusals),
            ParetoNbd = Timed("paretoNbd", () => ParetoNbdModel.Fit(table, stop), refusals),
            GammaGamma = !file.HasSpend ? default
                : Timed("gammaGamma", () => LifetimeRefusals.OfSpend(customers) is { } spend ? spend : GammaGammaModel.Fit(customers, stop), refusals),
        };
        var forecasts = Forecast(customers, models, predict, horizon);
        if (context.Find("list") is { } list)
        {
            WriteList(list, forecasts);
        }

        await WriteAsync(context, file, customers, models, forecasts, horizon, predict, refusals);
        return refusals.Count > 0 || file.File.Skipped > 0 ? 1 : 0;
    }

    private static (T? Model, double Seconds) Timed<T>(string of, Func<Estimate<T>> fit, List<LifetimeRefusal> refusals)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        var estimate = fit();
        if (!estimate.IsKnown)
        {
            refusals.Add(new(of, estimate.Refusal.Code, estimate.Refusal.Sentence));
        }

        return (estimate.Value, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private static List<CustomerForecast> Forecast(IReadOnlyList<CustomerPurchases> customers, in Models models, string predict, double horizon)
    {
        var (bg, pareto, spend) = (models.BgNbd.Model, models.ParetoNbd.Model, models.GammaGamma.Model);
        return predict == ByPareto
            ? pareto is null ? [] : [.. customers.Select(c => new CustomerForecast(c, pareto.Alive(c), pareto.Expected(c, horizon), spend?.ExpectedSpend(c)))]
            : bg is null ? [] : [.. customers.Select(c => new CustomerForecast(c, bg.Alive(c), bg.Expected(c, horizon), spend?.ExpectedSpend(c)))];
    }

    private static async Task WriteAsync(
        CommandContext context, PurchaseFile file, IReadOnlyList<CustomerPurchases> customers, Models models, IReadOnlyList<CustomerForecast> forecasts, double horizon, string predict,
        IReadOnlyList<LifetimeRefusal> refusals)
    {
        double? correlation = models.GammaGamma.Model is null ? null : SpendCorrelation.Of(customers);
        List<string> warnings = [];
        if (file.File.Skipped > 0)
        {
            warnings.Add(file.File.SkippedText());
        }

        if (correlation is { } r && Math.Abs(r) > NotableCorrelation)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Customers who buy more often spend {(r > 0 ? "more" : "less")} per purchase (correlation {r:0.00}); Gamma-Gamma assumes no such link, so expected value is off for them."));
        }

        var (bg, pareto, spend) = (models.BgNbd, models.ParetoNbd, models.GammaGamma);
        var isKnown = forecasts.Count > 0;
        var result = new LifetimeResult(
            customers.Count,
            customers.Count(c => c.Frequency > 0),
            file.TooNew,
            file.File.Skipped,
            file.Until,
            file.Until is null ? null : context.Find("unit") ?? "week",
            bg.Model is { } b ? new(b.R, b.Alpha, b.A, b.B, b.LogLikelihood, bg.Seconds) : null,
            pareto.Model is { } p ? new(p.R, p.Alpha, p.S, p.Beta, p.LogLikelihood, pareto.Seconds) : null,
            spend.Model is { } s ? new(s.P, s.Q, s.V, s.LogLikelihood, spend.Seconds) : null,
            isKnown ? new(horizon, forecasts.Sum(f => f.Purchases)) : null,
            isKnown ? (predict == ByPareto ? "paretoNbd" : "bgNbd") : null,
            isKnown ? forecasts.Sum(f => f.Alive) : null,
            isKnown && forecasts.All(f => f.Value is not null) ? forecasts.Sum(f => f.Value) : null,
            predict != ByPareto && bg.Model is { } predicting ? OutlookRanges.Of(predicting, spend.Model, customers, horizon) : null,
            correlation,
            refusals,
            warnings);
        await context.WriteAsync(result, LifetimeReport.Write(result));
    }

    private static void WriteList(string path, IReadOnlyList<CustomerForecast> forecasts)
    {
        using var stream = new FileStream(Path.GetFullPath(path), FileMode.Create, FileAccess.Write);
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true });
        Write("customer", "frequency", "recency", "T", "monetary_value", "alive", "expected_purchases", "expected_spend", "expected_value");
        foreach (var f in forecasts)
        {
            Write(f.Customer.Customer, Text(f.Customer.Frequency), Text(f.Customer.Recency), Text(f.Customer.Age), Text(f.Customer.MeanSpend), Text(f.Alive), Text(f.Purchases), Text(f.Spend), Text(f.Value));
        }

        void Write(params string[] cells)
        {
            Array.ForEach(cells, cell => csv.WriteField(cell));
            csv.EndRecord();
        }

        static string Text(double? number) => number is { } n && double.IsFinite(n) ? n.ToString("R", CultureInfo.InvariantCulture) : "";
    }

    private readonly record struct Models((BgNbdModel? Model, double Seconds) BgNbd, (ParetoNbdModel? Model, double Seconds) ParetoNbd, (GammaGammaModel? Model, double Seconds) GammaGamma);
}
