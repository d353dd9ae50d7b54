using System.Diagnostics;
using System.Globalization;
using NbaStudio.Data;
using NbaStudio.Data.Hub;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting.Hub;

namespace NbaStudio.Commands.Replay;

/// <summary>Decides the recorded decisions of the workspace again and compares, beside a running hub or without one.</summary>
internal sealed class ReplayDecisionsCommand : ICommand
{
    public const long Most = 1_000_000_000;

    public string Verb => "replay";

    public string Summary => "Decides recorded decisions again from their records: the same choice must come out, bit for bit.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("from", "TIME", "From this moment on, such as 2026-11-01 or 2026-11-01T09:00:00+09:00; the hub's clock. Default: the oldest."),
        new("to", "TIME", "Before this moment. Default: the newest."),
        new("limit", "N", "As many decisions at most. Default: 1000000."),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var (from, to) = (Time(context, "from", long.MinValue), Time(context, "to", long.MaxValue));
        var limit = (long)context.Number("limit", 1_000_000, 1, Most);
        var services = context.Services;
        var file = Path.Combine(services.GetRequiredService<Workspace>().Folder, HubRegistration.DatabaseFile);
        if (!File.Exists(file))
        {
            throw new CommandException($"There are no decisions: {file} does not exist.");
        }

        using var store = new SqliteHubStore(file);
        var revisions = new HubRevisions(services.GetRequiredService<PolicyStore>(), services.GetRequiredService<ILogger<HubRevisions>>());
        var started = Stopwatch.GetTimestamp();
        ReplayReport report;
        using (var bar = context.Progress("Replaying decisions"))
        {
            report = await Task.Run(() => new DecisionReplay(store, revisions.Find).Run(from, to, limit, Environment.ProcessorCount, new Told(bar.Report), stop), stop);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await context.WriteAsync(
            new { report.Decisions, report.Identical, report.Different, report.NotKept, Examples = report.Examples.Select(id => id.ToString()), Seconds = Math.Round(seconds, 3) },
            Describe(report) + string.Create(CultureInfo.InvariantCulture, $" {report.Decisions / Math.Max(0.001, seconds):N0} a second."));
        return report.IsClean ? 0 : 1;
    }

    /// <summary>The report in sentences.</summary>
    public static string Describe(ReplayReport report) => string.Create(CultureInfo.InvariantCulture,
        $"{report.Decisions:N0} decisions replayed: {report.Identical:N0} identical, {report.Different:N0} different, {report.NotKept:N0} no longer reproducible (past retention).")
        + (report.IsClean ? "" : $" Different: {string.Join(", ", report.Examples)}.");

    private static long Time(CommandContext context, string option, long standard)
    {
        if (context.Find(option) is not { } text)
        {
            return standard;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw new CommandException($"--{option} '{text}' is no time; allowed is such as 2026-11-01 (UTC) or 2026-11-01T09:00:00+09:00.");
    }

    // Told on the thread that works; Progress would post it somewhere else, and later.
    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}
