using NbaStudio.Commands.Import.Reading;

namespace NbaStudio.Commands.Evaluate;

/// <summary>Finds what stands in a column of a row.</summary>
internal static class RowCells
{
    /// <summary>The text without blanks around it, or a JSON value as text; null where nothing stands there.</summary>
    public static string? Text(ImportRow row, string column)
    {
        foreach (var cell in row.Cells)
        {
            if (cell.Column.Equals(column, StringComparison.OrdinalIgnoreCase) && (cell.Text ?? cell.Json?.ToString())?.Trim() is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }
}
