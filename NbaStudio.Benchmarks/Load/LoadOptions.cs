using System.Globalization;

namespace NbaStudio.Benchmarks.Load;

/// <summary>What the load generator does. Everything is bounded, so that a slip of the finger floods nothing.</summary>
/// <param name="Rate">Events per second of the open loop, 1 to 20,000.</param>
/// <param name="Seconds">Length of the open loop, 1 to 600.</param>
/// <param name="Customers">Customers, each with an open stream, 1 to 10,000.</param>
/// <param name="ClosedSeconds">Length of each closed loop, 1 to 120.</param>
/// <param name="WhatIf">Decisions of each scenario, 1 to 50,000: the open loop then runs three times, the second one beside scenarios without a pause; 0 = once, without.</param>
/// <param name="Output">File for the report; null = only the terminal.</param>
internal sealed record LoadOptions(int Rate = 1_000, int Seconds = 60, int Customers = 1_000, int ClosedSeconds = 10, int WhatIf = 0, string? Output = null)
{
    public const string Usage = "load [--rate 1..20000] [--seconds 1..600] [--customers 1..10000] [--closed 1..120] [--whatif 1..50000] [--output file]";

    /// <exception cref="ArgumentException">An option is unknown or out of range.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new LoadOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} has no value. {Usage}");
            options = arguments[i] switch
            {
                "--rate" => options with { Rate = Number(arguments[i], value, 20_000) },
                "--seconds" => options with { Seconds = Number(arguments[i], value, 600) },
                "--customers" => options with { Customers = Number(arguments[i], value, 10_000) },
                "--closed" => options with { ClosedSeconds = Number(arguments[i], value, 120) },
                "--whatif" => options with { WhatIf = Number(arguments[i], value, 50_000) },
                "--output" => options with { Output = value },
                _ => throw new ArgumentException($"{arguments[i]} is not an option. {Usage}"),
            };
        }

        return options;
    }

    private static int Number(string name, string value, int maximum) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= maximum
            ? number
            : throw new ArgumentException($"{name} = {value}; allowed is 1 to {maximum}.");
}
