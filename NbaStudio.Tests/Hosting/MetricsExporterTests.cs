using System.Diagnostics.Metrics;
using NbaStudio.Hosting.Metrics;

namespace NbaStudio.Tests.Hosting;

public sealed class MetricsExporterTests : IDisposable
{
    private readonly Meter _meter = new($"NbaStudio.Test.{Guid.NewGuid():N}");
    private readonly MetricsExporter _exporter = new();

    public void Dispose()
    {
        _exporter.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Write_Counter_SumsPerLabelSet()
    {
        var counter = _meter.CreateCounter<long>("t1.events", description: "Events taken\nin all");
        counter.Add(2, new KeyValuePair<string, object?>("channel", "web"));
        counter.Add(3, new KeyValuePair<string, object?>("channel", "web"));
        counter.Add(1, new("kind", "a\"b\\c\nd"), new("channel", "app"));

        Lines("t1_").ShouldBe(
        [
            "# HELP t1_events_total Events taken\\nin all",
            "# TYPE t1_events_total counter",
            "t1_events_total{channel=\"app\",kind=\"a\\\"b\\\\c\\nd\"} 1",
            "t1_events_total{channel=\"web\"} 5",
        ]);
    }

    [Fact]
    public void Write_AGaugeThatFails_IsSaidAndTheOthersAreThere()
    {
        _meter.CreateObservableGauge("t0.broken", (Func<long>)(() => throw new InvalidOperationException("the store is gone")));
        _meter.CreateCounter<long>("t0.sound").Add(1);

        var text = _exporter.Write();

        text.ShouldContain("nba_metrics_unreadable ");
        text.ShouldContain("t0_sound_total 1");
    }

    [Fact]
    public void Write_Histogram_HasCumulativeBucketsSumAndCount()
    {
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5] };
        var histogram = _meter.CreateHistogram("t2.decide", "ms", "Time to decide", tags: null, advice);
        foreach (var value in (double[])[0.5, 1, 2, 5, 9])
        {
            histogram.Record(value);
        }

        Lines("t2_").Skip(1).ShouldBe(
        [
            "# TYPE t2_decide_milliseconds histogram",
            "t2_decide_milliseconds_bucket{le=\"1\"} 2",
            "t2_decide_milliseconds_bucket{le=\"5\"} 4",
            "t2_decide_milliseconds_bucket{le=\"+Inf\"} 5",
            "t2_decide_milliseconds_sum 17.5",
            "t2_decide_milliseconds_count 5",
        ]);
    }

    [Fact]
    public void Write_Gauges_ShowTheLatestValue()
    {
        var online = 3;
        _meter.CreateObservableGauge("t3.online", () => online);
        var queue = _meter.CreateUpDownCounter<int>("t3.queue");
        queue.Add(5);
        queue.Add(-2);
        Lines("t3_online").Last().ShouldBe("t3_online 3");
        online = 4;

        Lines("t3_online").Last().ShouldBe("t3_online 4");
        Lines("t3_queue").Last().ShouldBe("t3_queue 3");
    }

    [Fact]
    public void Record_TooManyLabelSets_AreDroppedAndSaidSo()
    {
        var counter = _meter.CreateCounter<long>("t4.customers");
        for (var i = 0; i < MetricFamily.MaximumSeries + 25; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("id", i));
        }

        Lines("t4_").Count(line => line.StartsWith("t4_", StringComparison.Ordinal)).ShouldBe(MetricFamily.MaximumSeries);
        _exporter.Write().ShouldContain("# 25 measurements of further label sets were dropped");
    }

    [Fact]
    public void Add_FromManyThreads_LosesNothing()
    {
        var counter = _meter.CreateCounter<long>("t5.events");
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 5000; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("k", i % 3));
            }
        });

        Lines("t5_").Where(line => line.StartsWith("t5_", StringComparison.Ordinal)).Sum(line => int.Parse(line.Split(' ')[1])).ShouldBe(40_000);
    }

    [Fact]
    public async Task MetricsEndpoint_RunningHost_CountsItsRequests()
    {
        await using var server = await StudioServer.StartAsync();
        await server.Http.GetStringAsync("/health/live");

        await Poll.UntilAsync(async () => (await server.Http.GetStringAsync("/metrics")).Contains("http_server_request_duration_seconds_count", StringComparison.Ordinal));
        var response = await server.Http.GetAsync("/metrics");
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
    }

    private List<string> Lines(string name) =>
        [.. _exporter.Write().Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal) || line.StartsWith($"# HELP {name}", StringComparison.Ordinal) || line.StartsWith($"# TYPE {name}", StringComparison.Ordinal))];
}
