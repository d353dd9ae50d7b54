using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>What a timer of quiet hours carries: the trigger and what it captured, to decide again.</summary>
internal static class HoldPayload
{
    public static string Write(int triggerKey, in DecisionMoment moment)
    {
        var writer = new ByteWriter(128);
        writer.Unsigned((ulong)triggerKey);
        writer.Text(moment.About);
        writer.Flag(moment.Simulated);
        writer.Unsigned((ulong)(moment.Captured?.Count ?? 0));
        foreach (var (name, value) in moment.Captured ?? new Dictionary<string, Value>())
        {
            writer.Text(name);
            ValueBytes.Write(writer, value);
        }

        writer.Flag(moment.FallBack);
        return Convert.ToBase64String(writer.Written);
    }

    public static (int TriggerKey, string About, bool Simulated, Dictionary<string, Value> Captured, bool FallBack) Read(string payload)
    {
        var reader = new ByteReader(Convert.FromBase64String(payload));
        var trigger = (int)reader.Unsigned();
        var about = reader.Text();
        var simulated = reader.Flag();
        var captured = new Dictionary<string, Value>(StringComparer.Ordinal);
        for (var n = reader.Count(); n > 0; n--)
        {
            captured[reader.Text()] = ValueBytes.Read(ref reader);
        }

        // Timers of before there was the flag end here.
        return (trigger, about, simulated, captured, !reader.AtEnd && reader.Flag());
    }
}

/// <summary>What the timer of an open offer carries: what it holds of a budget.</summary>
internal static class BudgetPayload
{
    public static string Write(BudgetKey key, long units) => string.Create(CultureInfo.InvariantCulture, $"{key.Budget} {key.Period} {units}");

    public static (BudgetKey Key, long Units) Read(string payload)
    {
        var parts = payload.Split(' ');
        return (new BudgetKey(int.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture)), long.Parse(parts[2], CultureInfo.InvariantCulture));
    }
}

/// <summary>What the timer of an undelivered message carries; with what the trigger captured where it may be decided again.</summary>
internal static class ValidityPayload
{
    public static string Write(long outboxId, TriggerSnapshot trigger, in DecisionMoment moment) =>
        outboxId.ToString(CultureInfo.InvariantCulture) + " " + (trigger.FallBackChannels.Count > 0 ? HoldPayload.Write(trigger.Key, moment) : "");

    /// <summary>The outbox row, and the payload of <see cref="HoldPayload"/>, empty where nothing is decided again.</summary>
    public static (long OutboxId, string Again) Read(string payload)
    {
        var space = payload.IndexOf(' ', StringComparison.Ordinal);
        return (long.Parse(payload.AsSpan(0, space), CultureInfo.InvariantCulture), payload[(space + 1)..]);
    }
}

/// <summary>How sticky decisions are named.</summary>
internal static class StickyKeys
{
    public static string Of(string channel, string placement) => channel + "/" + placement;
}
