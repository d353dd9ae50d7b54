using System.Diagnostics.Metrics;

namespace NbaStudio.Engine.Runtime;

/// <summary>What the runtime measures, under the meter "NbaStudio.Runtime". Thread safe.</summary>
public sealed class RuntimeMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "NbaStudio.Runtime";

    private readonly Meter _meter = new(MeterName);
    private long _commits;
    private long _commitFailures;
    private long _effectFailures;
    private long _items;
    private long _refused;

    internal RuntimeMetrics(Func<IEnumerable<Measurement<long>>> queueDepths)
    {
        _meter.CreateObservableGauge("nba.lane.queue", queueDepths, "items", "Items that wait, by lane group and queue");
        _meter.CreateObservableCounter("nba.commit.count", () => Commits, "commits", "Commits that succeeded");
        _meter.CreateObservableCounter("nba.commit.failures", () => CommitFailures, "commits", "Commits that failed");
        _meter.CreateObservableCounter("nba.lane.items", () => Items, "items", "Items of work that lanes ran");
        _meter.CreateObservableCounter("nba.lane.refused", () => Refused, "items", "Items refused because a queue was full");
        _meter.CreateObservableCounter("nba.commit.effect_failures", () => EffectFailures, "effects", "After-commit effects that threw");
        CommitDuration = _meter.CreateHistogram<double>("nba.commit.duration", "ms", "Time of one commit");
        BatchSize = _meter.CreateHistogram<int>("nba.commit.batch", "items", "Items in one commit");
    }

    /// <summary>Commits that succeeded.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Commits that failed.</summary>
    public long CommitFailures => Interlocked.Read(ref _commitFailures);

    /// <summary>After-commit effects and participants that threw.</summary>
    public long EffectFailures => Interlocked.Read(ref _effectFailures);

    /// <summary>Items of work that lanes ran.</summary>
    public long Items => Interlocked.Read(ref _items);

    /// <summary>Items refused because a queue was full.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    internal Histogram<double> CommitDuration { get; }

    internal Histogram<int> BatchSize { get; }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal void Committed(int items, TimeSpan elapsed)
    {
        Interlocked.Increment(ref _commits);
        BatchSize.Record(items);
        CommitDuration.Record(elapsed.TotalMilliseconds);
    }

    internal void CommitFailed() => Interlocked.Increment(ref _commitFailures);

    internal void EffectFailed() => Interlocked.Increment(ref _effectFailures);

    internal void ItemRan() => Interlocked.Increment(ref _items);

    internal void ItemRefused() => Interlocked.Increment(ref _refused);
}
