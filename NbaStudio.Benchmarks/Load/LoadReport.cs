using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NbaStudio.Benchmarks.Load;

/// <summary>The report as Markdown, with what a reader needs to judge it: machine, commit, load of the machine.</summary>
internal static class LoadReport
{
    public static async Task<string> WriteAsync(LoadOptions options, OpenLoopResult open, BesideResult? beside, IReadOnlyList<ClosedLoopResult> closed, string loadBefore, string loadAfter)
    {
        var text = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        text.AppendLine("# Load on loopback").AppendLine();
        text.AppendLine("`dotnet run -c Release --project NbaStudio.Benchmarks -- load`: generator and hub are two processes on one machine and share its processors.").AppendLine();
        text.AppendLine(culture, $"- {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, commit {await CommitAsync()}, {RuntimeInformation.FrameworkDescription}");
        text.AppendLine(culture, $"- {Processor()}, {Environment.ProcessorCount} logical processors, {RuntimeInformation.OSDescription}");
        text.AppendLine(culture, $"- load average (1, 5, 15 minutes) before {loadBefore}, after {loadAfter}").AppendLine();
        text.AppendLine(culture, $"## Open loop: {options.Rate} events/s for {options.Seconds} s, {options.Customers} customers with an open stream").AppendLine();
        text.AppendLine("Event over HTTP, made durable, decision, offer on the customer's stream. Counted from the time each event was due to be sent, so a stall counts for all that were due meanwhile.").AppendLine();
        text.AppendLine("| milliseconds | p50 | p99 | p99.9 | max |").AppendLine("|---|---|---|---|---|");
        text.AppendLine(culture, $"| to the stream | {open.ToStream} |").AppendLine(culture, $"| to the acknowledgement | {open.ToReply} |").AppendLine();
        text.AppendLine(culture, $"Events sent {open.Sent}, acknowledged {open.Accepted}; decisions {open.Decisions}, arrived {open.Delivered}, missing {open.Missing}; errors: {Errors(open)}; generator at worst {open.WorstLag.TotalMilliseconds:F1} ms late.").AppendLine();
        text.AppendLine(culture, $"| the hub meanwhile: {HubUse.Header} |").AppendLine("|---|---|---|").AppendLine(culture, $"| {open.Use} |").AppendLine();
        if (beside is { } three)
        {
            text.AppendLine("## The same beside what-if").AppendLine();
            text.AppendLine(culture, $"Scenarios of up to {options.WhatIf:N0} recorded decisions, one after another without a pause: {three.Work.Runs} came to their end, {three.Work.Decisions:N0} decisions decided again, and followed along time, in {three.Work.Seconds:F1} s.").AppendLine();
            text.AppendLine(culture, $"| milliseconds to the stream | p50 | p99 | p99.9 | max | the hub: {HubUse.Header} |").AppendLine("|---|---|---|---|---|---|---|---|");
            foreach (var (name, loop) in new[] { ("alone", open), ("beside scenarios", three.With), ("alone again", three.Again) })
            {
                text.AppendLine(culture, $"| {name} | {loop.ToStream} | {loop.Use} |");
            }

            text.AppendLine();
            text.AppendLine(culture, $"Missing beside scenarios {three.With.Missing}, errors {Errors(three.With)}; alone again {three.Again.Missing}, {Errors(three.Again)}.").AppendLine();
        }

        text.AppendLine("## Closed loop").AppendLine();
        text.AppendLine("| what | callers | per second | errors | p50 ms | p99 ms | p99.9 ms | max ms |").AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var result in closed)
        {
            text.AppendLine(culture, $"| {result.Name} | {result.Callers} | {result.Rate:F0} | {result.Errors} | {result.Latency} |");
        }

        return text.ToString();
    }

    /// <summary>Load averages of the system, or a dash where the system has none.</summary>
    public static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(" ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "-";

    private static string Errors(OpenLoopResult open) => open.Errors.Count == 0 ? "none" : string.Join(", ", open.Errors.Select(error => $"{error.Key} {error.Value}"));

    private static string Processor() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } model
            ? model[(model.IndexOf(':', StringComparison.Ordinal) + 2)..]
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static async Task<string> CommitAsync()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "--short", "HEAD"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var hash = (await git.StandardOutput.ReadToEndAsync()).Trim();
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? hash : "unknown";
    }
}
