using System.Globalization;
using System.Runtime.InteropServices;
using NbaStudio.Benchmarks.Load;

namespace NbaStudio.Benchmarks.Timers;

/// <summary>The verb <c>timers</c>: what due times cost, how exact they are with a million of them, and how fast many at once are served while callers decide.</summary>
internal static class TimersCommand
{
    public const string Usage = "timers [armed, default 1000000]";
    private const int Drained = 100_000;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var armed = 1_000_000;
        if (arguments.Length > 1 || (arguments.Length == 1 && !(int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out armed) && armed is >= 10_000 and <= 10_000_000)))
        {
            await Console.Error.WriteLineAsync($"{Usage}: 10000 to 10000000.");
            return 2;
        }

        var output = Console.Out;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors; load average before {LoadReport.LoadAverage()}"));
        output.WriteLine();
        QueueCosts.Write(output, armed);
        Accuracy.Write(output, armed);
        await DrainReport.WriteAsync(output, Drained);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Load average after: {LoadReport.LoadAverage()}"));
        return 0;
    }
}
