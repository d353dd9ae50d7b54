using System.Text;
using CsvHelper;

namespace NbaStudio.Commands.Import.Reading;

/// <summary>Rows of a CSV file with a header: separator, quotes and encoding as found.</summary>
internal sealed class CsvRows : IRowSource
{
    private const int LongestRow = 1024 * 1024;

    private readonly FileText _file;
    private readonly char? _delimiter;

    /// <param name="delimiter">Null finds it in the first lines.</param>
    /// <exception cref="CommandException">There is no header, or two columns have one name.</exception>
    public CsvRows(FileText file, char? delimiter)
    {
        (_file, _delimiter) = (file, delimiter);
        Columns = Guard(ReadHeader);
    }

    public IReadOnlyList<string> Columns { get; }

    public long EstimatedRows => Math.Max(0, _file.Lines - 1);

    public IEnumerable<ImportRow> Read()
    {
        CsvMalformedReason? broken = null;
        using var csv = Open(reason => broken = reason);
        for (var number = 1L; Guard(Next); number++)
        {
            yield return Row(number, csv, broken);
        }

        bool Next()
        {
            broken = null;
            return csv.Read();
        }
    }

    private ImportRow Row(long number, CsvReader csv, CsvMalformedReason? broken)
    {
        if (broken is { } reason)
        {
            return new ImportRow(number, [], reason == CsvMalformedReason.UnterminatedQuote
                ? "A quote is opened and never closed."
                : "The quotes are wrong: a cell with a quote stands in quotes, and the quote inside is written twice.");
        }

        if (csv.FieldCount != Columns.Count)
        {
            return new ImportRow(number, [], $"The row has {csv.FieldCount} columns; the header has {Columns.Count}.");
        }

        var filled = new List<ImportCell>(Columns.Count);
        for (var i = 0; i < Columns.Count; i++)
        {
            if (csv.GetString(i).Trim() is { Length: > 0 } text)
            {
                filled.Add(new ImportCell(Columns[i], text, null));
            }
        }

        return new ImportRow(number, filled);
    }

    private IReadOnlyList<string> ReadHeader()
    {
        using var csv = Open(_ => { });
        csv.ReadHeader();
        string[] header = [.. csv.Headers.Select(name => name.Trim())];
        if (header.Length == 0)
        {
            throw new CommandException($"{_file.Path} is empty; the first line has to name the columns.");
        }

        var doubled = header.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return doubled is null ? header : throw new CommandException($"{_file.Path} has {doubled.Count()} columns named '{doubled.Key}'; a name may stand once.");
    }

    private CsvReader Open(Action<CsvMalformedReason> onMalformed) => CsvReader.Create(_file.OpenReader(), new CsvReaderOptions
    {
        Separator = _delimiter,
        TrimWhitespace = true,
        MaxRecordSize = LongestRow,
        MalformedData = CsvMalformedDataHandling.Recover,
        OnMalformedRecord = record => onMalformed(record.Reason),
    });

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            throw new CommandException($"{_file.Path} is neither UTF-8 nor Shift-JIS. Save it as UTF-8.");
        }
        catch (CsvFormatException mistake)
        {
            throw new CommandException($"{_file.Path} cannot be read after row {Math.Max(0, mistake.RecordNumber - 1)}: {mistake.Message} Is a closing quote missing?");
        }
    }
}
