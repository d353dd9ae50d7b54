using BenchmarkDotNet.Running;
using NbaStudio.Benchmarks;

// "decide" prints percentiles in half a minute; anything else goes to BenchmarkDotNet (--filter '*DecideBenchmarks*').
if (args is ["decide"])
{
    DecideReport.Write(Console.Out);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(DecideBenchmarks).Assembly).Run(args);
return 0;
