using BenchmarkDotNet.Attributes;

namespace NbaStudio.Benchmarks;

/// <summary>From a customer's state to a chosen top 3 with its encoded record, on one thread.</summary>
[MemoryDiagnoser]
public class DecideBenchmarks
{
    private DecideCase _case = null!;

    [Params(100, 1000, 5000)]
    public int Actions { get; set; }

    [GlobalSetup]
    public void Setup() => _case = new DecideCase(Actions);

    [Benchmark]
    public int Decide() => _case.Decide();
}
