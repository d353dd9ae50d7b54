using NbaStudio.Benchmarks.Load;

namespace NbaStudio.Tests.Hosting;

public sealed class HubCountersTests
{
    [Fact]
    public void Since_TwoMoments_IsASecondOfWhatHappenedBetween()
    {
        var before = HubCounters.Read(Metrics(3, 1, 0.25), 10, 5);
        var after = HubCounters.Read(Metrics(9, 2, 0.31), 14, 7);

        var use = after.Since(before);

        use.Processors.ShouldBe(0.5);
        use.Collections.ShouldBe(1.75, 1e-12);
        use.Stopped.ShouldBe(15, 1e-9);
        use.ToString().ShouldBe("0.50 | 1.8 | 15.0");
        HubUse.Header.Count(c => c == '|').ShouldBe(use.ToString().Count(c => c == '|'));
    }

    [Fact]
    public void Read_CounterThatIsMissing_IsSaid() =>
        Should.Throw<InvalidOperationException>(() => HubCounters.Read("dotnet_gc_collections_total_more 1\n", 0, 0)).Message.ShouldContain("dotnet_gc_collections_total");

    private static string Metrics(int young, int old, double paused) => FormattableString.Invariant($$"""
        # HELP dotnet_gc_collections_total Collections.
        # TYPE dotnet_gc_collections_total counter
        dotnet_gc_collections_total{gc_heap_generation="gen0"} {{young}}
        dotnet_gc_collections_total{gc_heap_generation="gen2"} {{old}}
        dotnet_gc_pause_time_seconds_total {{paused}}
        dotnet_gc_pause_time_seconds_total_other 77
        """);
}
