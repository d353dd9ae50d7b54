using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.WhatIf;

namespace NbaStudio.Benchmarks.WhatIf;

/// <summary>The verb <c>whatif</c>: how fast scenarios run, and how often the data check is right.</summary>
internal static class WhatIfCommand
{
    public const string Usage = "whatif [coverage [runs] [decisions] | speed <actions> <lever> [rounds]]";

    private const int Decisions = 10_000;
    private const int Rounds = 15;
    private const int WarmRounds = 5;

    public static int Run(string[] arguments)
    {
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors\n");
        if (arguments is ["coverage", .. var rest])
        {
            Coverage(
                rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 400,
                rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 20_000);
            return 0;
        }

        if (arguments is ["speed", var actions, var lever, .. var most])
        {
            Speed(int.Parse(actions, CultureInfo.InvariantCulture), double.Parse(lever, CultureInfo.InvariantCulture), most is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : Rounds);
            return 0;
        }

        Speed(100, 1.5, Rounds);
        Speed(100, 1.002, Rounds);
        Speed(1_000, 1.5, Rounds);
        Speed(1_000, 1.002, Rounds);
        return 0;
    }

    private static void Coverage(int runs, int decisions)
    {
        var all = new CoverageRun[runs];
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => all[i] = CoverageTrial.Run((ulong)i + 1, decisions));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} markets of {decisions:N0} decisions, exploration {CoverageTrial.Exploration:P0} of priority; 95 % intervals of the data check against the hidden truth on the same situations.\n"));
        Console.WriteLine("| scenario | runs | check shown | of those: truth inside | mean truth | mean estimate | by the models | mean half width |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var group in all.GroupBy(r => r.Scenario).Append(null))
        {
            var of = group?.ToList() ?? [.. all];
            var shown = of.Where(r => r.IsShown).ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {group?.Key ?? "**all**"} | {of.Count} | {shown.Count} ({(double)shown.Count / of.Count:P1}) | {shown.Count(r => r.IsCovered)} ({(double)shown.Count(r => r.IsCovered) / Math.Max(1, shown.Count):P1}) | {of.Average(r => r.Truth):0.00} | {Mean(shown, r => r.Check.Difference!.Value)} | {of.Average(r => r.ByModels.Value):0.00} | {Mean(shown, r => (r.Check.Difference!.Interval.High - r.Check.Difference.Interval.Low) / 2)} |"));
        }

        Console.WriteLine("\nNot shown: " + string.Join(", ", all.Where(r => !r.IsShown).GroupBy(r => r.Check.Verdict).Select(g => $"{g.Key} {g.Count()}").DefaultIfEmpty("none")));
    }

    private static string Mean(List<CoverageRun> runs, Func<CoverageRun, double> value) => runs.Count == 0 ? "-" : runs.Average(value).ToString("0.00", CultureInfo.InvariantCulture);

    private static void Speed(int actions, double lever, int rounds)
    {
        var subject = new DecideCase(actions);
        var models = subject.Models;
        var (context, choice) = (new Engine.Decisions.DecisionContext(subject.Snapshot), new Choice());
        var count = actions > 100 ? Decisions / 10 : Decisions;
        var (watch, random) = (Stopwatch.StartNew(), new Random(1));
        var records = Enumerable.Range(0, count).Select(_ => subject.Record(random)).ToList();
        watch.Restart();
        List<RecordedDecision> recorded = [.. records.Select((r, i) => RecordedDecision.Of(r, models, context, choice, (_, _, _, _) => 0, long.MaxValue, i / 10, true))];
        var reading = count / watch.Elapsed.TotalSeconds;
        var sample = new WhatIfSample(subject.Snapshot, models, new WhatIfRange(0, 1, WhatIfRange.Limit), long.MaxValue, recorded);
        var scenario = Compile(subject.Snapshot, d => d with { Objectives = [.. d.Objectives.Select(o => o with { Groups = [.. o.Groups.Select((g, i) => i % 3 == 0 ? g with { Lever = lever } : g)] })] });
        var (start, ranks, figures, changed) = (new List<double>(), new List<double>(), new List<double>(), 0);
        foreach (var options in Enumerable.Repeat((WhatIfOptions[])[new() { FromTheStart = true }, new(), new() { FiguresOnly = true }], WarmRounds).SelectMany(o => o))
        {
            Time(options);
        }

        for (var round = 0; round < rounds; round++)
        {
            // By turns, so that what makes the machine slower for a while makes all of them slower.
            start.Add(Time(new WhatIfOptions { FromTheStart = true }));
            ranks.Add(Time(new WhatIfOptions()));
            figures.Add(Time(new WhatIfOptions { FiguresOnly = true }));
        }

        // The first run along time follows today's policy as well, which is kept.
        Allocated(new WhatIfOptions { AlongTime = true });
        var (all, little, along) = (Allocated(new WhatIfOptions()), Allocated(new WhatIfOptions { FiguresOnly = true }), Allocated(new WhatIfOptions { AlongTime = true }));
        var compiling = GC.GetAllocatedBytesForCurrentThread();
        Compile(subject.Snapshot, d => d);
        compiling = GC.GetAllocatedBytesForCurrentThread() - compiling;

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{actions:N0} actions, {count:N0} decisions of 3 slots, {recorded[0].Candidates!.All.Length:N0} candidates scored, one thread, median of {rounds}; a lever of every third group raised turns {(double)changed / count:P0} of the decisions. Decisions per second: read and decided as today {reading:N0} (once); decided from the start {At(start):N0} ({start.Max():N0} in the quickest round); ranked again with intervals and data check {At(ranks):N0} ({ranks.Max():N0}); ranked again, figures only {At(figures):N0} ({figures.Max():N0}). New memory of a run: ranked again {all / 1e6:0.0} MB, figures only {little / 1e6:0.0} MB, and along time {along / 1e6:0.0} MB; to compile its policy {compiling / 1e6:0.0} MB."));

        double Time(WhatIfOptions options)
        {
            watch.Restart();
            changed = WhatIfRun.Of(sample, scenario, options).Changed;
            return count / watch.Elapsed.TotalSeconds;
        }

        long Allocated(WhatIfOptions options)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            WhatIfRun.Of(sample, scenario, options);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        static double At(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);
    }

    private static PolicySnapshot Compile(PolicySnapshot today, Func<PolicyDocument, PolicyDocument> change) =>
        PolicyCompiler.Compile(change(today.Document), 2, DateTimeOffset.UnixEpoch).Snapshot!;
}
