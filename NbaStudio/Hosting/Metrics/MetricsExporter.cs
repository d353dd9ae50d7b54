using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace NbaStudio.Hosting.Metrics;

/// <summary>Collects measurements of the hub, the server and the runtime, and writes them as Prometheus text. Thread safe.</summary>
public sealed class MetricsExporter : IDisposable
{
    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = [];
    private readonly MeterListener _listener = new();
    private readonly IMeterFactory? _factory;

    /// <param name="factory">Only meters of this factory and meters without one are collected, so that two hosts in one process stay apart.</param>
    public MetricsExporter(IMeterFactory? factory = null)
    {
        _factory = factory;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, created => new MetricFamily(created)));
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => ((MetricFamily)state!).Record((double)value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>Everything measured so far.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException failure)
        {
            // One gauge that cannot be read (a store that is gone) must not take all the other numbers with it; that it failed is said among them.
            text.Append("# TYPE nba_metrics_unreadable gauge\nnba_metrics_unreadable ").Append(failure.InnerExceptions.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append('\n');
        }

        // Two instruments of one name would repeat the head, which readers refuse: the first one counts.
        foreach (var family in _families.Values.GroupBy(family => family.Name).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.First()))
        {
            family.Write(text);
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private bool IsWanted(Meter meter) =>
        (meter.Scope is null || _factory is null || ReferenceEquals(meter.Scope, _factory))
        && (meter.Name.StartsWith("NbaStudio", StringComparison.Ordinal) || meter.Name is "Microsoft.AspNetCore.Hosting" or "Microsoft.AspNetCore.Server.Kestrel" or "System.Runtime");
}
