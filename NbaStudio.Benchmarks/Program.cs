using System.Globalization;
using BenchmarkDotNet.Running;
using NbaStudio.Benchmarks;
using NbaStudio.Benchmarks.Budgets;
using NbaStudio.Benchmarks.Design;
using NbaStudio.Benchmarks.Detect;
using NbaStudio.Benchmarks.Fill;
using NbaStudio.Benchmarks.ImportedModels;
using NbaStudio.Benchmarks.Load;
using NbaStudio.Benchmarks.Market;
using NbaStudio.Benchmarks.Measurement;
using NbaStudio.Benchmarks.Propensity;
using NbaStudio.Benchmarks.Replay;
using NbaStudio.Benchmarks.Reference;
using NbaStudio.Benchmarks.Text;
using NbaStudio.Benchmarks.Timers;
using NbaStudio.Benchmarks.WhatIf;

switch (args)
{
    case ["market", .. var rest]:
        return await MarketCommand.RunAsync(rest);
    case ["load", .. var rest]:
        return await LoadCommand.RunAsync(rest);
    case ["timers", .. var rest]:
        return await TimersCommand.RunAsync(rest);
    case ["fill", .. var rest]:
        return await FillCommand.RunAsync(rest);
    case ["design", .. var rest]:
        return await DesignCommand.RunAsync(rest);
    case ["replay", .. var rest]:
        return await ReplayCommand.RunAsync(rest);
    case ["decide", var actions, var seconds]:
        DecideReport.WriteAlone(Console.Out, int.Parse(actions, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        return 0;
    case ["decide"]:
        DecideReport.Write(Console.Out);
        return 0;
    case ["detect"]:
        DetectReport.Write(Console.Out);
        return 0;
    case ["budgets"]:
        BudgetsReport.Write(Console.Out);
        return 0;
    case ["propensity", .. var rest]:
        return PropensityCommand.Run(rest);
    case ["scores"]:
        return ScoresCommand.Run(Console.Out);
    case ["measurement", .. var rest]:
        return MeasurementCommand.Run(rest);
    case ["whatif", .. var rest]:
        return WhatIfCommand.Run(rest);
    case ["reference", .. var rest]:
        return await ReferenceCommand.RunAsync(rest);
    case ["text"]:
        return TextCommand.Run(Console.Out);
    case []:
        await Console.Error.WriteLineAsync(
            $"""
            Say what to measure:
              market [decisions] [counted] [seeds] [contenders] [visits]   what the hub earns on the simulated market
              decide                                              percentiles of single decisions, bytes per record
              decide <actions> <seconds>                          one size alone, without records: for a profiler
              detect                                              events through patterns and aggregates, cost of a pattern
              budgets                                             what a budget earns with a price, against first come and a clairvoyant
              text                                                learning 77 labels from 10,000 short texts, reading one text
              measurement [runs]                                  experiments without a difference, lifetimes of 25,000 customers
              {WhatIfCommand.Usage}                speed of scenarios over recorded decisions; how often the data check holds the truth
              reference [folder of the public data]               published figures beside ours
              scores                                              one answer of imported models, reading their files
              {PropensityCommand.Usage}                  every model on the same simulated responses
              {TimersCommand.Usage}                    due times: cost, accuracy, memory, draining
              fill [events] [customers]                           how long new aggregates take to fill, and what decisions take meanwhile
              {ReplayCommand.Usage}   every decision again from its record
              {DesignCommand.Usage}       steps of a change on a large policy
              {LoadOptions.Usage}
              --filter '*Decide*'                                 BenchmarkDotNet; its other switches work as well
            """);
        return 2;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(DecideBenchmarks).Assembly).Run(args);
        return 0;
}
