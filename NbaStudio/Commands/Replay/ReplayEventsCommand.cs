using System.Diagnostics;
using System.Globalization;
using System.Text;
using NbaStudio.Commands.Import;
using NbaStudio.Commands.Import.Mapping;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Commands.Import.Sending;
using NbaStudio.Engine.Conditions;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Commands.Replay;

/// <summary>Replays a log of events over HTTP, in time order, under the hub's own clock.</summary>
internal sealed class ReplayEventsCommand : ICommand
{
    public string Verb => "replay-events";

    public string Summary => "Sends a log of past events to a running hub in time order, at full speed or at a chosen one, and moves the hub's clock along.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("file", "FILE", "Events as CSV with a header, or NDJSON.", Required: true),
        new("speed", "SPEED", "full, or hub seconds per real second; 86400 replays a day in a second. Default full."),
        new("step", "DURATION", "Events this close in time go in one call. Default 1m; at most 5m."),
        new("map", "FIELD=COLUMN", "Which column a field is in, where the names differ.", Many: true),
        new("set", "FIELD=VALUE", "A value that a field has in every row.", Many: true),
        new("skip", "COLUMN", "A column that is left out.", Many: true),
        new("format", "FORMAT", "csv or ndjson. Default: by the file's extension."),
        new("delimiter", "CHARACTER", $"Between the columns: {Delimiter.Allowed}. Default: found by looking."),
        new("time-zone", "ZONE", "IANA zone of times without an offset. Default UTC."),
        .. HubClient.Options,
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var file = context.ExistingFile("file");
        var pace = ReplayPace.Parse(context.Find("speed"));
        var step = Step(context.Find("step") ?? "1m");
        using var hub = HubClient.Of(context);
        var types = new DeclaredTypes(await HubPolicy.ReadAsync(hub, stop));
        var (events, rejected) = Read(context, file, types);
        if (events.Count == 0)
        {
            throw new CommandException($"{file} has no event that can be sent.{(rejected.Count == 0 ? "" : $" Row {rejected[0].Row}: {rejected[0].Field} {rejected[0].Reason}")}");
        }

        var clock = new HubClockCalls(hub);
        var reading = await clock.ReadSimulatedAsync(events[0].Time, stop);
        if (pace.Factor < reading.Speed)
        {
            throw new CommandException($"--speed {pace.Factor} is slower than the hub's own clock, which runs at {reading.Speed}. Start the hub with speed=1.");
        }

        if (reading.Time > events[0].Time)
        {
            await context.Error.WriteLineAsync($"The hub's clock shows {reading.Time:u}; events before that are late and trigger nothing.");
        }

        var started = Stopwatch.GetTimestamp();
        SendResult result;
        using (var bar = context.Progress(Verb, events.Count))
        {
            result = await new EventReplay(events, new ArraySender(hub, "api/v1/events"), clock, step, TimeProvider.System).RunAsync(pace, bar.Report, stop);
        }

        return await ReportAsync(context, file, events, [.. rejected, .. result.Rejected], result, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<int> ReportAsync(
        CommandContext context, string file, IReadOnlyList<ReplayEvent> events, IReadOnlyList<RejectedRow> rejected, SendResult result, TimeSpan took)
    {
        var side = new RejectedFile(file, 0);
        side.Add(rejected);
        var rows = rejected.Select(row => row.Row).Distinct().Count();
        var seconds = Math.Max(0.001, took.TotalSeconds);
        var report = new
        {
            Events = events.Count,
            result.Accepted,
            result.Duplicates,
            result.Conflicts,
            Rejected = rows,
            RejectedFile = rows > 0 ? side.Path : null,
            From = events[0].Time,
            Until = events[^1].Time,
            Seconds = Math.Round(took.TotalSeconds, 3),
            Speed = Math.Round((events[^1].Time - events[0].Time).TotalSeconds / seconds, 1),
        };
        await context.WriteAsync(report, string.Create(CultureInfo.InvariantCulture, $"""
            {report.Events:N0} events from {report.From:yyyy-MM-dd} to {report.Until:yyyy-MM-dd} in {took.TotalSeconds:0.0} s, {report.Speed:N0} times as fast as they happened.
            {report.Accepted:N0} taken, {report.Duplicates:N0} already known, {report.Rejected:N0} rejected.{(rows > 0 ? $"\nRejected rows and reasons: {side.Path}" : "")}
            """));
        return rows > 0 ? 1 : 0;
    }

    private static (List<ReplayEvent> Events, List<RejectedRow> Rejected) Read(CommandContext context, string file, DeclaredTypes types)
    {
        var source = RowSources.Open(file, context.Find("format"), context.Find("delimiter"));
        var shape = ImportShape.Of(ImportKind.Events);
        var builder = new EntryBuilder(shape, new FieldMap(shape, MapOptions.Of(context), source.Columns, types), types, new CellText(ImportCommand.Zone(context)));
        List<ReplayEvent> events = [];
        List<RejectedRow> rejected = [];
        foreach (var row in source.Read())
        {
            var (entry, mistakes) = builder.Build(row);
            rejected.AddRange(mistakes);
            if (entry is null)
            {
                continue;
            }

            if (DateTimeOffset.TryParse(entry["time"]!.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                events.Add(new ReplayEvent(time, new PendingEntry(row.Number, null, Encoding.UTF8.GetBytes(entry.ToJsonString(HubJson.Options)))));
            }
            else
            {
                rejected.Add(new RejectedRow(row.Number, "time", $"\"{entry["time"]}\" is not allowed; allowed is {CellText.TimeAllowed}."));
            }
        }

        // Stable: events of one moment keep the order of the file.
        return ([.. events.OrderBy(one => one.Time)], rejected);
    }

    private static TimeSpan Step(string written) =>
        Durations.TryParse(written, out var step) && step >= TimeSpan.Zero && step <= TimeSpan.FromMinutes(5)
            ? step
            : throw new CommandException($"--step {written} is not allowed; allowed is a duration up to 5m, such as 30s.");
}
