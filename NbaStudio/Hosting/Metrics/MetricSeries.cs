namespace NbaStudio.Hosting.Metrics;

/// <summary>One line of a metric: a label set with its value, or its histogram. Thread safe.</summary>
internal sealed class MetricSeries(string labels, double[]? bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _buckets = bounds is null ? [] : new long[bounds.Length + 1];
    private double _value;
    private long _count;

    public string Labels => labels;

    public void Add(double value)
    {
        lock (_lock)
        {
            _value += value;
        }
    }

    public void Set(double value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }

    public void Record(double value)
    {
        lock (_lock)
        {
            _value += value;
            _count++;
            var bucket = Array.BinarySearch(bounds!, value);
            _buckets[bucket < 0 ? ~bucket : bucket]++;
        }
    }

    public (double Value, long Count, long[] Buckets) Read()
    {
        lock (_lock)
        {
            return (_value, _count, [.. _buckets]);
        }
    }
}
