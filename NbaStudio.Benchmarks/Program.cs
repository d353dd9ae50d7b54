using BenchmarkDotNet.Running;
using NbaStudio.Benchmarks;
using NbaStudio.Benchmarks.Market;

// "market" measures the simulated market, "decide" prints percentiles in half a minute; anything else goes to BenchmarkDotNet (--filter '*DecideBenchmarks*').
switch (args)
{
    case ["market", .. var rest]:
        return await MarketCommand.RunAsync(rest);
    case ["decide"]:
        DecideReport.Write(Console.Out);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(DecideBenchmarks).Assembly).Run(args);
        return 0;
}
