using System.Text;
using NbaStudio.Commands.Import.Mapping;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Commands.Import.Sending;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Commands.Import;

/// <summary>Sends a file batch by batch and remembers after each how far it came.</summary>
internal sealed class ImportRun(string file, ImportKind kind, IRowSource source, EntryBuilder builder, IEntrySender sender, ImportProgress start)
{
    /// <summary>Most rows of one batch: what the API takes in one array.</summary>
    public const int BatchRows = 1_000;

    // Below the API's 1 MB, so that a full batch is never refused for its size.
    private const int BatchBytes = 900 * 1024;
    private const int EntryBytes = 1000 * 1024;

    private readonly RejectedFile _rejectedFile = new(file, start.RejectedBytes);
    private readonly List<PendingEntry> _pending = [];
    private readonly List<RejectedRow> _rejected = [];
    private ImportProgress _progress = start;
    private int _bytes;

    public string RejectedPath => _rejectedFile.Path;

    /// <summary>Sends what is not yet acknowledged.</summary>
    /// <exception cref="CommandException">The hub or the file gives up; what was acknowledged stays remembered.</exception>
    public async Task<ImportProgress> RunAsync(ProgressBar bar, CancellationToken stop)
    {
        var last = _progress.Row;
        foreach (var row in source.Read())
        {
            if (row.Number <= _progress.Row)
            {
                continue;
            }

            var entry = Encode(row);
            if (_pending.Count > 0 && _bytes + (entry?.Json.Length ?? 0) > BatchBytes)
            {
                await SendAsync(last, stop);
                bar.Report(last);
            }

            if (entry is not null)
            {
                _pending.Add(entry);
                _bytes += entry.Json.Length + 1;
            }

            last = row.Number;
            if (_pending.Count == BatchRows || _rejected.Count >= BatchRows)
            {
                await SendAsync(last, stop);
                bar.Report(last);
            }
        }

        await SendAsync(last, stop);
        File.Delete(ImportProgress.PathOf(file));
        return _progress;
    }

    private PendingEntry? Encode(ImportRow row)
    {
        var (entry, rejected) = builder.Build(row);
        if (entry is null)
        {
            _rejected.AddRange(rejected);
            return null;
        }

        var customer = kind == ImportKind.Customers ? entry["customerId"]!.ToString() : null;
        if (customer is not null)
        {
            entry.Remove("customerId");
        }

        var json = Encoding.UTF8.GetBytes(entry.ToJsonString(HubJson.Options));
        if (json.Length <= EntryBytes)
        {
            return new PendingEntry(row.Number, customer, json);
        }

        _rejected.Add(new RejectedRow(row.Number, "", $"The row has {json.Length} bytes; allowed are {EntryBytes}."));
        return null;
    }

    private async Task SendAsync(long last, CancellationToken stop)
    {
        var result = await sender.SendAsync(_pending, stop);
        List<RejectedRow> rejected = [.. _rejected.Where(row => row.Row <= last), .. result.Rejected];
        rejected.Sort((a, b) => a.Row.CompareTo(b.Row));
        _progress = _progress with
        {
            Row = last,
            Accepted = _progress.Accepted + result.Accepted,
            Duplicates = _progress.Duplicates + result.Duplicates,
            Conflicts = _progress.Conflicts + result.Conflicts,
            Rejected = _progress.Rejected + rejected.Select(row => row.Row).Distinct().Count(),
            RejectedBytes = _rejectedFile.Add(rejected),
        };
        _progress.Save(file);
        _pending.Clear();
        _rejected.RemoveAll(row => row.Row <= last);
        _bytes = 0;
    }
}
