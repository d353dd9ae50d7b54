using System.Globalization;

namespace NbaStudio.Benchmarks.Load;

/// <summary>What the hub used while it was loaded, by its own counters at <c>/metrics</c>: what stands behind the slowest hundredth.</summary>
/// <remarks>Not how much it allocated: that counter falls back when the collector takes fewer heaps.</remarks>
/// <param name="Processors">Of one processor, 1 = all of it.</param>
/// <param name="Collections">Of memory, a second.</param>
/// <param name="Stopped">Milliseconds a second in which collections held everybody up.</param>
internal sealed record HubUse(double Processors, double Collections, double Stopped)
{
    public const string Header = "processors | collections/s | stopped ms/s";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Processors:F2} | {Collections:F1} | {Stopped:F1}");
}

/// <summary>The counters at one moment.</summary>
/// <param name="Seconds">Of any clock that only rises.</param>
internal sealed record HubCounters(double Seconds, double ProcessorSeconds, double Collections, double StoppedSeconds)
{
    /// <param name="metrics">What <c>/metrics</c> answers.</param>
    /// <exception cref="InvalidOperationException">A counter is missing.</exception>
    public static HubCounters Read(string metrics, double seconds, double processorSeconds) => new(
        seconds, processorSeconds, Sum(metrics, "dotnet_gc_collections_total"), Sum(metrics, "dotnet_gc_pause_time_seconds_total"));

    /// <summary>What happened since.</summary>
    public HubUse Since(HubCounters before)
    {
        var seconds = Seconds - before.Seconds;
        return new(
            (ProcessorSeconds - before.ProcessorSeconds) / seconds, (Collections - before.Collections) / seconds, (StoppedSeconds - before.StoppedSeconds) / seconds * 1_000);
    }

    // Over all sets of labels: collections are counted by the oldest generation that they took.
    private static double Sum(string metrics, string name)
    {
        var lines = metrics.Split('\n').Where(l => l.StartsWith(name, StringComparison.Ordinal) && l.Length > name.Length && (l[name.Length] is ' ' or '{')).ToList();
        return lines.Count > 0 ? lines.Sum(l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)) : throw new InvalidOperationException($"The hub's metrics have no {name}.");
    }
}
