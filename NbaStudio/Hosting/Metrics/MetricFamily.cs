using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace NbaStudio.Hosting.Metrics;

/// <summary>All series of one instrument and how they are written.</summary>
internal sealed class MetricFamily
{
    /// <summary>Further label sets of one instrument are counted but not kept: a label with customer ids must not fill the memory.</summary>
    public const int MaximumSeries = 1000;

    private static readonly double[] DefaultBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MetricSeries>.AlternateLookup<ReadOnlySpan<char>> _byText;
    private readonly string _kind;
    private readonly bool _accumulates;
    private readonly string _help;
    private readonly double[]? _bounds;
    private long _dropped;

    public MetricFamily(Instrument instrument)
    {
        _byText = _series.GetAlternateLookup<ReadOnlySpan<char>>();
        var type = instrument.GetType().GetGenericTypeDefinition();
        _kind = type == typeof(Histogram<>) ? "histogram" : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? "counter" : "gauge";
        // Observable instruments report totals; the others report steps.
        _accumulates = type == typeof(Counter<>) || type == typeof(UpDownCounter<>);
        _bounds = _kind == "histogram" ? Bounds(instrument) : null;
        _help = (instrument.Description ?? instrument.Name).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        Name = MetricName.Of(instrument, _kind);
    }

    public string Name { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (SeriesOf(tags) is not { } series)
        {
            Interlocked.Increment(ref _dropped);
        }
        else if (_bounds is not null)
        {
            series.Record(value);
        }
        else if (_accumulates)
        {
            series.Add(value);
        }
        else
        {
            series.Set(value);
        }
    }

    // Null where there are too many already.
    private MetricSeries? SeriesOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        DefaultInterpolatedStringHandler labels = new(0, 0, CultureInfo.InvariantCulture, stackalloc char[MetricName.OnStack]);
        MetricName.Labels(tags, ref labels);
        if (!_byText.TryGetValue(labels.Text, out var series) && _series.Count < MaximumSeries)
        {
            series = _series.GetOrAdd(labels.Text.ToString(), text => new MetricSeries(text, _bounds));
        }

        labels.Clear();
        return series;
    }

    public void Write(StringBuilder text)
    {
        if (_series.IsEmpty)
        {
            return;
        }

        text.Append("# HELP ").Append(Name).Append(' ').Append(_help).Append('\n').Append("# TYPE ").Append(Name).Append(' ').Append(_kind).Append('\n');
        foreach (var series in _series.Values.OrderBy(s => s.Labels, StringComparer.Ordinal))
        {
            WriteSeries(text, series);
        }

        if (Interlocked.Read(ref _dropped) is var dropped and > 0)
        {
            text.Append("# ").Append(dropped.ToString(CultureInfo.InvariantCulture)).Append(" measurements of further label sets were dropped\n");
        }
    }

    private void WriteSeries(StringBuilder text, MetricSeries series)
    {
        var (value, count, buckets) = series.Read();
        if (_bounds is null)
        {
            Line(text, Name, series.Labels, value);
            return;
        }

        var total = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            total += buckets[i];
            var bound = i < _bounds.Length ? _bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            Line(text, $"{Name}_bucket", $"{series.Labels}{(series.Labels.Length > 0 ? "," : "")}le=\"{bound}\"", total);
        }

        Line(text, $"{Name}_sum", series.Labels, value);
        Line(text, $"{Name}_count", series.Labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(MetricName.Number(value)).Append('\n');
    }

    private static double[] Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } => [.. bounds.Select(bound => (double)bound)],
        { Unit: "ms" } => [.. DefaultBounds.Select(bound => bound * 1000)],
        _ => DefaultBounds,
    };
}
