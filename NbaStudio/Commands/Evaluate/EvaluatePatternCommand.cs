using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using NbaStudio.Commands.Import.Mapping;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Commands.Evaluate;

/// <summary>Finds a pattern in a recorded event log, in event time.</summary>
internal sealed class EvaluatePatternCommand : ICommand
{
    public string Verb => "evaluate pattern";

    public string Summary => "Find a pattern in a recorded event log: matches and non-events, in event time.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("events", "FILE", "CSV or NDJSON, one event a row.", Required: true),
        new("pattern", "TEXT", "Such as 'event \"cart_added\" then not event \"purchase\" within 45m'.", Required: true),
        new("customer", "COLUMN", "Column of the customer. Default customerId."),
        new("type", "COLUMN", "Column of the event's type. Default type."),
        new("time", "COLUMN", $"Column of the time: {EventTimes.Allowed}; UTC without an offset. Default time."),
        new("property", "NAME=COLUMN", "Which column a property is in, where the names differ.", Many: true),
        new("cool-down", "DURATION", "Rest after a match, such as 1d. Default none."),
        new("now", "TIME", "Non-events due before it count, and events up to it. Default: the time of the last event."),
        new("list", "FILE", "Writes every match to a CSV file: customer, first, last and matched."),
        new("format", "FORMAT", "csv or ndjson. Default: by the file's extension."),
        new("delimiter", "CHARACTER", $"Between the columns: {Delimiter.Allowed}. Default: found by looking."),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var file = context.ExistingFile("events");
        var (pattern, issues) = PatternLanguage.Compile(context.Get("pattern"), new ConditionScope());
        if (pattern is null)
        {
            throw new CommandException(string.Join("\n", issues.Select(i =>
                $"The pattern, column {i.Column}: {i.Message}{(i.Suggestion is { } s && !i.Message.Contains(s, StringComparison.Ordinal) ? $" Did you mean {s}?" : "")}")));
        }

        var coolDown = Durations.TryParse(context.Find("cool-down") ?? "0s", out var rest)
            ? rest : throw new CommandException($"--cool-down {context.Find("cool-down")} is not allowed; allowed is a duration such as 30m or 1d.");
        var started = Stopwatch.GetTimestamp();
        var log = new PatternLog(pattern, coolDown);
        var (rejected, firstMistake) = Read(context, file, log, stop);
        if (log.Events == 0)
        {
            throw new CommandException($"{file} has no event that can be read.{(firstMistake is null ? "" : " " + firstMistake)}");
        }

        var result = log.Find(Now(context, log));
        if (context.Find("list") is { } list)
        {
            WriteList(list, result);
        }

        var report = new
        {
            log.Events,
            log.Customers,
            Matches = result.Matches.Count,
            result.CustomersMatched,
            result.Contradictions,
            log.Late,
            Dropped = result.Dropped,
            Rejected = rejected,
            Pattern = pattern.Text,
            From = DateTimeOffset.FromUnixTimeMilliseconds(log.Start),
            Until = DateTimeOffset.FromUnixTimeMilliseconds(log.End),
            Seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 3),
        };
        if (firstMistake is not null)
        {
            await context.Error.WriteLineAsync($"{rejected:N0} rows cannot be read; the first: {firstMistake}");
        }

        await context.WriteAsync(report, string.Create(CultureInfo.InvariantCulture, $"""
            {report.Matches:N0} matches of {report.CustomersMatched:N0} customers: {pattern.Text}
            {report.Events:N0} events of {report.Customers:N0} customers from {report.From:yyyy-MM-dd HH:mm} to {report.Until:yyyy-MM-dd HH:mm} in {report.Seconds:0.0} s.
            {report.Late:N0} events stand out of order; deciding at once in that order would have differed in {report.Contradictions:N0} matches.{(report.Dropped > 0 ? $"\n{report.Dropped:N0} partial matches beyond {PatternState.MaximumPartials} of one customer were left out." : "")}
            """));
        return rejected > 0 ? 1 : 0;
    }

    private static (long Rejected, string? First) Read(CommandContext context, string file, PatternLog log, CancellationToken stop)
    {
        var source = RowSources.Open(file, context.Find("format"), context.Find("delimiter"));
        var row = new LogRow(LogColumns.Of(context, source.Columns));
        var types = new Dictionary<string, TextValue>(StringComparer.Ordinal);
        var (rejected, first, read) = (0L, (string?)null, 0L);
        using var bar = context.Progress("evaluate pattern", source.EstimatedRows);
        foreach (var next in source.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (row.Take(next) is { } mistake)
            {
                rejected++;
                first ??= $"Row {next.Number}: {mistake}";
            }
            else
            {
                if (!types.TryGetValue(row.Type!, out var type))
                {
                    types[row.Type!] = type = new TextValue(row.Type!);
                }

                log.Add(row.Customer, type, row.Time, row);
            }

            bar.Report(++read);
        }

        return (rejected, first);
    }

    private static long Now(CommandContext context, PatternLog log) => context.Find("now") switch
    {
        null => log.End,
        var text => new EventTimes().Read(text) ?? throw new CommandException($"--now {text} is not allowed; allowed is {EventTimes.Allowed}."),
    };

    private static void WriteList(string path, PatternLogResult result)
    {
        static string Iso(long time) => CellText.Iso(DateTimeOffset.FromUnixTimeMilliseconds(time));
        using var stream = new FileStream(Path.GetFullPath(path), FileMode.Create, FileAccess.Write);
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true });
        WriteRow(csv, ["customer", "first", "last", "matched"]);
        foreach (var match in result.Matches)
        {
            WriteRow(csv, [match.Customer, Iso(match.First), Iso(match.Last), Iso(match.Instant)]);
        }
    }

    private static void WriteRow(CsvWriter csv, string[] cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.EndRecord();
    }
}
