using System.Text;
using System.Text.Json;

namespace NbaStudio.Commands.Import.Reading;

/// <summary>Rows of a file with one JSON object a line.</summary>
internal sealed class NdjsonRows(FileText file) : IRowSource
{
    private const int RowsLookedAt = 100;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    private readonly Lazy<IReadOnlyList<string>> _columns = new(() =>
        [.. ReadFile(file).Take(RowsLookedAt).SelectMany(row => row.Cells.Select(cell => cell.Column)).Distinct(StringComparer.OrdinalIgnoreCase)]);

    public IReadOnlyList<string> Columns => _columns.Value;

    public long EstimatedRows => file.Lines;

    public IEnumerable<ImportRow> Read() => ReadFile(file);

    private static IEnumerable<ImportRow> ReadFile(FileText file)
    {
        using var reader = file.OpenReader();
        var number = 0L;
        while (Next(reader, file) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Row(++number, line);
            }
        }
    }

    private static string? Next(StreamReader reader, FileText file)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException($"{file.Path} is neither UTF-8 nor Shift-JIS. Save it as UTF-8.");
        }
    }

    private static ImportRow Row(long number, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, Strict);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new ImportRow(number, [], $"The line is a JSON {json.RootElement.ValueKind.ToString().ToLowerInvariant()}; it has to be an object such as {{\"customerId\": \"1\"}}.");
            }

            // One copy of the line; the fields are places in it.
            return new ImportRow(number, [.. json.RootElement.Clone().EnumerateObject().Select(field => new ImportCell(field.Name, null, field.Value))]);
        }
        catch (JsonException mistake)
        {
            return new ImportRow(number, [], $"The line is not JSON (at byte {mistake.BytePositionInLine + 1}).");
        }
    }
}
