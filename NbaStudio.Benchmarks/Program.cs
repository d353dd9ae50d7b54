using NbaStudio.Benchmarks.Load;
using NbaStudio.Benchmarks.Market;

return args switch
{
    ["load", .. var rest] => await LoadCommand.RunAsync(rest),
    ["market", .. var rest] => await MarketCommand.RunAsync(rest),
    _ => throw new ArgumentException("Say what to measure: market [decisions] [counted] [seeds] [contenders], or " + LoadOptions.Usage + "."),
};
