using NbaStudio.Benchmarks.Market;

return args switch
{
    ["market", .. var rest] => await MarketCommand.RunAsync(rest),
    _ => throw new ArgumentException("Say what to measure: market [decisions] [counted] [seeds] [contenders]."),
};
