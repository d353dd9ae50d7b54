using System.Diagnostics;
using System.Globalization;
using NbaStudio.Commands.Import.Mapping;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Commands.Import.Sending;

namespace NbaStudio.Commands.Import;

/// <summary>Brings customers, events or outcomes from a file into a running hub.</summary>
internal sealed class ImportCommand(ImportKind kind) : ICommand
{
    private readonly string _kind = kind.ToString().ToLowerInvariant();

    public string Verb => $"import {_kind}";

    public string Summary => $"Brings {_kind} from a CSV or NDJSON file into a running hub; continues where an earlier run stopped.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("file", "FILE", "CSV with a header, or NDJSON. UTF-8 or Shift-JIS.", Required: true),
        new("map", "FIELD=COLUMN", $"Which column a field is in, where the names differ. Fields: {Fields(kind)}.", Many: true),
        new("set", "FIELD=VALUE", "A value that a field has in every row.", Many: true),
        new("skip", "COLUMN", "A column that is left out.", Many: true),
        new("format", "FORMAT", "csv or ndjson. Default: by the file's extension."),
        new("delimiter", "CHARACTER", $"Between the columns: {Delimiter.Allowed}. Default: found by looking."),
        new("time-zone", "ZONE", "IANA zone of times without an offset. Default UTC."),
        new("restart", null, "Begins at the first row again, whatever an earlier run did."),
        .. HubClient.Options,
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var file = context.ExistingFile("file");
        using var hub = HubClient.Of(context);
        var cells = new CellText(Zone(context));
        var source = RowSources.Open(file, context.Find("format"), context.Find("delimiter"));
        var types = kind == ImportKind.Outcomes ? DeclaredTypes.None : new DeclaredTypes(await HubPolicy.ReadAsync(hub, stop));
        var (shape, options) = (ImportShape.Of(kind), MapOptions.Of(context));
        var map = new FieldMap(shape, options, source.Columns, types);
        foreach (var column in map.Ignored)
        {
            await context.Error.WriteLineAsync($"Column '{column}' is left out: no field has that name. Name one with --map FIELD={column}.");
        }

        var start = Begin(context, file, How(context, hub, options));
        IEntrySender sender = kind switch
        {
            ImportKind.Customers => new CustomerSender(hub),
            ImportKind.Events => new ArraySender(hub, "api/v1/events"),
            _ => new ArraySender(hub, "api/v1/outcomes"),
        };
        var run = new ImportRun(file, kind, source, new EntryBuilder(shape, map, types, cells), sender, start);
        var end = await RunAsync(context, run, source, file, stop);
        return await ReportAsync(context, start, end, run.RejectedPath, Stopwatch.GetElapsedTime(started));
    }

    private async Task<ImportProgress> RunAsync(CommandContext context, ImportRun run, IRowSource source, string file, CancellationToken stop)
    {
        using var bar = context.Progress(Verb, source.EstimatedRows);
        try
        {
            return await run.RunAsync(bar, stop);
        }
        catch (CommandException failure) when (File.Exists(ImportProgress.PathOf(file)))
        {
            throw new CommandException($"{failure.Message}\nThe same command continues where this one stopped.", failure.ExitCode);
        }
    }

    private async Task<int> ReportAsync(CommandContext context, ImportProgress start, ImportProgress end, string rejectedPath, TimeSpan took)
    {
        var rejectedFile = end.Rejected > 0 ? rejectedPath : null;
        var result = new
        {
            Kind = _kind,
            Rows = end.Row,
            ResumedAfterRow = start.Row,
            end.Accepted,
            end.Duplicates,
            end.Conflicts,
            end.Rejected,
            RejectedFile = rejectedFile,
            Seconds = Math.Round(took.TotalSeconds, 3),
        };
        var resumed = start.Row > 0 ? $" (continued after row {start.Row:N0})" : "";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{end.Row:N0} rows{resumed}: {end.Accepted:N0} taken, {end.Duplicates:N0} already known, {end.Rejected:N0} rejected, in {took.TotalSeconds:0.0} s.{(rejectedFile is null ? "" : $"\nRejected rows and reasons: {rejectedFile}")}");
        await context.WriteAsync(result, text);
        return end.Rejected > 0 ? 1 : 0;
    }

    private static ImportProgress Begin(CommandContext context, string file, string how)
    {
        if (context.Has("restart"))
        {
            File.Delete(ImportProgress.PathOf(file));
        }

        return ImportProgress.Find(file, how) ?? ImportProgress.Start(file, how);
    }

    private string How(CommandContext context, HubClient hub, MapOptions options) => string.Join(
        '\n',
        [
            _kind, hub.Address.ToString(), .. options.Maps.Select(map => $"map {map}"), .. options.Sets.Select(set => $"set {set}"), .. options.Skips.Select(skip => $"skip {skip}"),
            context.Find("format") ?? "", context.Find("delimiter") ?? "", context.Find("time-zone") ?? "",
        ]);

    /// <summary>Zone of times without an offset.</summary>
    internal static TimeZoneInfo Zone(CommandContext context)
    {
        var name = context.Find("time-zone") ?? "UTC";
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw new CommandException($"--time-zone {name} is not known; allowed is an IANA name such as Asia/Tokyo.");
    }

    private static string Fields(ImportKind kind)
    {
        var shape = ImportShape.Of(kind);
        var open = kind switch
        {
            ImportKind.Customers => ", attributes.NAME, addresses.CHANNEL, consents.CHANNEL.PURPOSE",
            ImportKind.Events => ", properties.NAME",
            _ => "",
        };
        return string.Join(", ", shape.Fields.Where(field => field.Form != FieldForm.JsonOnly).Select(field => field.Name)) + open;
    }
}
