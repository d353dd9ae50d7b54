namespace NbaStudio.Commands.Import.Reading;

/// <summary>A file of rows, read from the start each time.</summary>
internal interface IRowSource
{
    /// <summary>The columns: the header of CSV, or the names in the first rows of NDJSON.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Rows at most; lines inside quotes count too. For progress only.</summary>
    long EstimatedRows { get; }

    /// <exception cref="CommandException">The file cannot be read any further.</exception>
    IEnumerable<ImportRow> Read();
}
