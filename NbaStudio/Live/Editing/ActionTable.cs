namespace NbaStudio.Live.Editing;

/// <summary>What a table of actions or contents says.</summary>
/// <param name="Kind">What its rows are: action or treatment.</param>
/// <param name="Edits">Of the items that differ or are new.</param>
/// <param name="Rows">Number of the row by id; the header is row 1.</param>
/// <param name="Count">Rows that were read.</param>
/// <param name="Errors">Where there are any, nothing is to be put in.</param>
public sealed record ActionTable(string Kind, IReadOnlyList<Reading.ItemEdit> Edits, IReadOnlyDictionary<string, int> Rows, int Count, IReadOnlyList<TableError> Errors)
{
    /// <summary>The column that a field of a row stands in.</summary>
    public Func<string, string> ColumnOf { get; init; } = field => field;
}

/// <summary>A cell that cannot be read.</summary>
/// <param name="Row">The header is row 1; 0 = the file as a whole.</param>
/// <param name="Column">Empty = the whole row.</param>
/// <param name="Code">encoding, broken, column, doubled, noId, cells, empty, twice, noGroup, needsGroup, noAction, needsAction, noChannel, needsChannel, placement, number, time or state.</param>
/// <param name="Value">What was found.</param>
/// <param name="Allowed">What is allowed.</param>
public sealed record TableError(int Row, string Column, string Code, string Value = "", string Allowed = "");
