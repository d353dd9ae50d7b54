using System.Globalization;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Measurement;
using NbaStudio.Engine.Measurement.Lifetime;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>Reads purchases: one row a customer (frequency, recency, T), or one row a transaction.</summary>
internal sealed class PurchaseFile
{
    private readonly CommandContext _context;
    private readonly MeasuredFile _file;
    private readonly EventTimes _times = new();

    public PurchaseFile(CommandContext context, string verb) => (_context, _file) = (context, new MeasuredFile(context, "csv", verb));

    public MeasuredFile File => _file;

    /// <summary>True where the amounts are known.</summary>
    public bool HasSpend { get; private set; }

    /// <summary>Customers left out because they came on the last day: nothing is known of them.</summary>
    public int TooNew { get; private set; }

    /// <summary>Last day of observation; null for a summary.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>Reads the file.</summary>
    public Estimate<IReadOnlyList<CustomerPurchases>> Read(CancellationToken stop)
    {
        var isSummary = _file.Has("frequency") && _file.Has("recency") && _file.Has("T") && !_context.Has("date");
        if (!isSummary)
        {
            return Transactions(stop);
        }

        var mixed = new[] { "amount", "until" }.FirstOrDefault(_context.Has);
        return mixed is null ? Summary(stop)
            : throw new CommandException($"--{mixed} is for transactions; {_file.Path} has frequency, recency and T, so it is a summary. Name the column of dates with --date where it is not.");
    }

    private Estimate<IReadOnlyList<CustomerPurchases>> Summary(CancellationToken stop)
    {
        var id = _file.Optional("customer", _file.Has("customerId") ? "customerId" : _file.Has("customer_id") ? "customer_id" : "ID");
        var spend = _file.Has("monetary_value") ? "monetary_value" : null;
        HasSpend = spend is not null;
        var customers = new List<CustomerPurchases>();
        foreach (var row in _file.Read(stop))
        {
            if (_file.Number(row, "frequency") is not { } frequency || _file.Number(row, "recency") is not { } recency || _file.Number(row, "T") is not { } age)
            {
                continue;
            }

            var name = (id is null ? null : RowCells.Text(row, id)) ?? row.Number.ToString(CultureInfo.InvariantCulture);
            if (frequency != Math.Floor(frequency) || Math.Abs(frequency) > 1_000_000)
            {
                _file.Skip(row, string.Create(CultureInfo.InvariantCulture, $"frequency is {frequency}; allowed is a whole number of repeat purchases up to 1,000,000."));
                continue;
            }

            var mean = double.NaN;
            if (spend is not null && RowCells.Text(row, spend) is { } text)
            {
                if (OutcomeTable.NumberOf(text) is not { } amount)
                {
                    _file.Skip(row, $"monetary_value is \"{text}\"; allowed is a number.");
                    continue;
                }

                mean = amount;
            }

            if (mean < 0)
            {
                return NegativeAmount(row, mean);
            }

            customers.Add(new CustomerPurchases(name, (int)frequency, recency, age, mean));
        }

        return customers;
    }

    private Estimate<IReadOnlyList<CustomerPurchases>> Transactions(CancellationToken stop)
    {
        var (customer, date, amount) = (_file.Column("customer", "customerId"), _file.Column("date", "date"), _file.Optional("amount", "amount"));
        HasSpend = amount is not null;
        var unit = (_context.Find("unit") ?? "week") switch
        {
            "week" => 7.0,
            "day" => 1.0,
            var other => throw new CommandException($"--unit {other} is not allowed; allowed is week or day."),
        };
        var end = _context.Find("until") is { } until ? Day(until) ?? throw new CommandException($"--until {until} is not allowed; allowed is {EventTimes.Allowed}, or 20260131.") : (int?)null;
        var (days, last) = (new Dictionary<string, Dictionary<int, double>>(StringComparer.Ordinal), int.MinValue);
        foreach (var row in _file.Read(stop))
        {
            var (who, when) = (RowCells.Text(row, customer), RowCells.Text(row, date));
            if (who is null || when is null || Day(when) is not { } day)
            {
                _file.Skip(row, who is null ? $"{customer} is empty." : when is null ? $"{date} is empty." : $"{date} is \"{when}\"; allowed is {EventTimes.Allowed}, or 20260131.");
                continue;
            }

            double paid = 0;
            if (amount is not null)
            {
                if (_file.Number(row, amount) is not { } number)
                {
                    continue;
                }

                paid = number;
            }

            if (paid < 0)
            {
                return NegativeAmount(row, paid);
            }

            last = Math.Max(last, day);
            if (end is null || day <= end)
            {
                var own = days.TryGetValue(who, out var known) ? known : days[who] = [];
                own[day] = own.GetValueOrDefault(day) + paid;
            }
        }

        if (days.Count == 0)
        {
            return new Refusal("noPurchases", $"{_file.Path} has no purchase that can be read{(end is null ? "" : " up to the end of observation")}. {_file.SkippedText()}".Trim());
        }

        return Customers(days, end ?? last, unit);
    }

    // Purchases on one day are one; the first one starts the clock and is not a repeat.
    private List<CustomerPurchases> Customers(Dictionary<string, Dictionary<int, double>> days, int end, double unit)
    {
        Until = new DateOnly(1970, 1, 1).AddDays(end);
        var customers = new List<CustomerPurchases>(days.Count);
        foreach (var (who, own) in days)
        {
            var (first, latest) = (own.Keys.Min(), own.Keys.Max());
            if (first == end)
            {
                TooNew++;
                continue;
            }

            var mean = !HasSpend || own.Count == 1 ? double.NaN : own.Where(d => d.Key != first).Sum(d => d.Value) / (own.Count - 1);
            customers.Add(new CustomerPurchases(who, own.Count - 1, (latest - first) / unit, (end - first) / unit, mean));
        }

        return customers;
    }

    private static Refusal NegativeAmount(ImportRow row, double amount) => new(
        "negativeAmount", string.Create(CultureInfo.InvariantCulture, $"Row {row.Number} has the amount {amount}. Amounts below 0 are returns or corrections, no purchases; leave them out, or net them against their purchase."));

    // Days since 1970. Eight digits are a date; EventTimes would take them for seconds.
    private int? Day(string text) =>
        text.Length == 8 && DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.DayNumber - new DateOnly(1970, 1, 1).DayNumber
        : _times.Read(text) is { } milliseconds ? (int)Math.Floor(milliseconds / 86_400_000.0) : null;
}
