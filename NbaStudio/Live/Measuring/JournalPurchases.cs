using NbaStudio.Engine.Measurement.Lifetime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Live.Measuring;

/// <summary>Who bought on which days, from the whole journal. For one reading; not thread safe.</summary>
/// <param name="types">Types of events that are purchases.</param>
/// <param name="zone">Zone of the days.</param>
internal sealed class JournalPurchases(IReadOnlySet<string> types, TimeZoneInfo zone) : IJournalCounter
{
    private const double Week = 7;
    private readonly Dictionary<long, Dictionary<int, double>> _days = [];

    public void Take(IReadOnlyList<JournalRow> rows)
    {
        foreach (var row in rows)
        {
            if (row.Payload is not { } payload)
            {
                continue;
            }

            switch (row.Kind)
            {
                case JournalKind.Event:
                    TakeEvent(row.Customer, JournalPayloads.ReadEvent(payload));
                    break;
                case JournalKind.Erasure:
                    _days.Remove(row.Customer);
                    break;
                case JournalKind.Merge:
                    Merge(JournalPayloads.ReadMerge(payload).From, row.Customer);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Purchases on one day are one; the first one starts the clock. Who first bought on the last day is left out.</summary>
    /// <param name="now">End of observation.</param>
    public List<CustomerPurchases> Read(DateTimeOffset now)
    {
        var end = DayOf(now);
        var customers = new List<CustomerPurchases>(_days.Count);
        foreach (var (customer, days) in _days)
        {
            var (first, last) = (days.Keys.Min(), days.Keys.Max());
            if (first < end && last <= end)
            {
                var mean = days.Count == 1 ? double.NaN : days.Where(d => d.Key != first).Sum(d => d.Value) / (days.Count - 1);
                customers.Add(new CustomerPurchases(customer.ToString(System.Globalization.CultureInfo.InvariantCulture), days.Count - 1, (last - first) / Week, (end - first) / Week, mean));
            }
        }

        return customers;
    }

    private void TakeEvent(long customer, Engine.Detection.EventInput input)
    {
        // What is given back is no purchase, and would make a spend below 0.
        if (types.Contains(input.Type) && input.Properties.TryGetValue("amount", out var amount) && amount is { IsNumeric: true, Number: > 0 })
        {
            var days = _days.TryGetValue(customer, out var known) ? known : _days[customer] = [];
            var day = DayOf(input.Time);
            days[day] = days.GetValueOrDefault(day) + amount.Number;
        }
    }

    private void Merge(long from, long into)
    {
        if (!_days.Remove(from, out var went))
        {
            return;
        }

        var stays = _days.TryGetValue(into, out var known) ? known : _days[into] = [];
        foreach (var (day, amount) in went)
        {
            stays[day] = stays.GetValueOrDefault(day) + amount;
        }
    }

    private int DayOf(DateTimeOffset time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime).DayNumber;
}
