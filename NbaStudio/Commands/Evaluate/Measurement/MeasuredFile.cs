using System.Globalization;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Configuration;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>A file that is measured: its columns, its rows, and which of them cannot be read.</summary>
internal sealed class MeasuredFile
{
    private readonly CommandContext _context;
    private readonly IRowSource _source;
    private readonly string _verb;

    /// <exception cref="CommandException">There is no such file, or it has no usable header.</exception>
    public MeasuredFile(CommandContext context, string option, string verb)
    {
        (_context, _verb, Path) = (context, verb, context.ExistingFile(option));
        _source = RowSources.Open(Path, null, context.Find("delimiter"));
    }

    public string Path { get; }

    public IReadOnlyList<string> Columns => _source.Columns;

    /// <summary>Rows left out because they cannot be read.</summary>
    public int Skipped { get; private set; }

    /// <summary>The first of them, and why; null without one.</summary>
    public string? FirstMistake { get; private set; }

    /// <summary>The column named by an option, or the usual one.</summary>
    /// <exception cref="CommandException">There is none of that name.</exception>
    public string Column(string option, string standard) => Optional(option, standard)
        ?? throw new CommandException($"There is no column '{standard}' in {Path}; say with --{option} which one it is.{Hint(standard)} Columns are {string.Join(", ", Columns.Take(30))}.");

    /// <summary>The same; null where the option is not given and the usual column does not exist.</summary>
    public string? Optional(string option, string? standard)
    {
        if (_context.Find(option) is { } written)
        {
            return FileColumns.Find(Columns, option, written, Path);
        }

        return standard is null ? null : Columns.FirstOrDefault(column => column.Equals(standard, StringComparison.OrdinalIgnoreCase));
    }

    public bool Has(string column) => Columns.Contains(column, StringComparer.OrdinalIgnoreCase);

    /// <summary>Rows that are whole; others are counted.</summary>
    public IEnumerable<ImportRow> Read(CancellationToken stop)
    {
        using var bar = _context.Progress(_verb, _source.EstimatedRows);
        var read = 0L;
        foreach (var row in _source.Read())
        {
            stop.ThrowIfCancellationRequested();
            bar.Report(++read);
            if (row.Mistake is { } mistake)
            {
                Skip(row, mistake);
            }
            else
            {
                yield return row;
            }
        }
    }

    /// <summary>Counts a row that cannot be read.</summary>
    public void Skip(ImportRow row, string reason)
    {
        Skipped++;
        FirstMistake ??= $"row {row.Number}: {reason}";
    }

    /// <summary>A number of a row; null and counted where there is none.</summary>
    public double? Number(ImportRow row, string column)
    {
        var text = RowCells.Text(row, column);
        if (text is not null && OutcomeTable.NumberOf(text) is { } number)
        {
            return number;
        }

        Skip(row, text is null ? $"{column} is empty." : $"{column} is \"{text}\"; allowed is a number.");
        return null;
    }

    /// <summary>One line for people; empty where every row was read.</summary>
    public string SkippedText() => Skipped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Skipped:N0} rows cannot be read and are left out; the first: {FirstMistake}");

    private string Hint(string standard) => NearestName.Find(standard, Columns) is { } near ? $" Is it '{near}'?" : "";
}
