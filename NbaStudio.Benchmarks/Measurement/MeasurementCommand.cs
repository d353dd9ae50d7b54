using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NbaStudio.Benchmarks.Load;
using NbaStudio.Engine.Measurement.Lifetime;
using static System.FormattableString;

namespace NbaStudio.Benchmarks.Measurement;

/// <summary>The verb <c>measurement</c>: how often experiments without a difference are said to have one, and how long models of lifetimes take.</summary>
internal static class MeasurementCommand
{
    private const int DefaultRuns = 1_000;
    private const int Customers = 25_000;
    private const double Horizon = 52;

    public static int Run(string[] args)
    {
        var runs = args.Length == 0 ? DefaultRuns : int.Parse(args[0], CultureInfo.InvariantCulture);
        var output = Console.Out;
        output.WriteLine(Invariant($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, load average {LoadReport.LoadAverage()}"));
        output.WriteLine();
        output.WriteLine(Invariant($"## Experiments without a difference"));
        output.WriteLine();
        output.WriteLine(Invariant($"{runs:N0} runs each of {SameArms.Customers:N0} customers, a look every {SameArms.Between} from the first {SameArms.Between} on; seeds 1 to {runs}. Any look that claims a difference spoils the run."));
        output.WriteLine();
        output.WriteLine("| metric | arms | winner named (always valid) | Welch below 0.05 at some look | Welch below 0.05 at the last look |");
        output.WriteLine("|---|---|---:|---:|---:|");
        foreach (var (name, share, draw) in SameArms.Cases)
        {
            var (named, peeked, last) = SameArms.Run(runs, share, draw);
            output.WriteLine(Invariant($"| {name} | {1 - share:0.0} / {share:0.0} | {(double)named / runs:P1} | {(double)peeked / runs:P1} | {(double)last / runs:P1} |"));
        }

        output.WriteLine();
        Lifetimes(output);
        return 0;
    }

    private static void Lifetimes(TextWriter output)
    {
        var customers = GeneratedBuyers.Make(Customers, seed: 5);
        var table = new PurchaseTable(customers);
        output.WriteLine(Invariant($"## Lifetimes of {Customers:N0} customers"));
        output.WriteLine();
        output.WriteLine(Invariant($"Generated (Pareto/NBD with r 0.8, alpha 8, s 0.7, beta 15; Gamma-Gamma with p 6, q 4, v 15), observed for 20 to 106 weeks: {table.Rows.Length:N0} different histories, {customers.Count(c => c.Frequency > 0):N0} repeat buyers. One thread."));
        output.WriteLine();
        output.WriteLine("| what | seconds | found |");
        output.WriteLine("|---|---:|---|");
        var bg = Timed(() => BgNbdModel.Fit(table).Value!, out var bgSeconds);
        output.WriteLine(Invariant($"| BG/NBD | {bgSeconds:0.00} | r {bg.R:0.000}, alpha {bg.Alpha:0.000}, a {bg.A:0.000}, b {bg.B:0.000} |"));
        var gamma = Timed(() => GammaGammaModel.Fit(customers).Value!, out var gammaSeconds);
        output.WriteLine(Invariant($"| Gamma-Gamma | {gammaSeconds:0.00} | p {gamma.P:0.000}, q {gamma.Q:0.000}, v {gamma.V:0.000} |"));
        var pareto = Timed(() => ParetoNbdModel.Fit(table).Value!, out var paretoSeconds);
        output.WriteLine(Invariant($"| Pareto/NBD | {paretoSeconds:0.00} | r {pareto.R:0.000}, alpha {pareto.Alpha:0.000}, s {pareto.S:0.000}, beta {pareto.Beta:0.000} |"));
        var expected = Timed(() => customers.Sum(c => bg.Expected(c, Horizon)), out var forecastSeconds);
        output.WriteLine(Invariant($"| forecast of each, BG/NBD | {forecastSeconds:0.00} | {expected:N0} purchases in {Horizon} weeks |"));
    }

    private static T Timed<T>(Func<T> work, out double seconds)
    {
        var started = Stopwatch.GetTimestamp();
        var result = work();
        seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return result;
    }
}
