namespace NbaStudio.Live.Reading;

/// <summary>Texts in tables for spreadsheets, which would take some for a formula. Pure.</summary>
public static class CsvCell
{
    private static readonly char[] Formulas = ['=', '+', '-', '@', '\t', '\r'];

    /// <summary>The text as a cell between commas.</summary>
    public static string Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var safe = text.Length > 0 && (Formulas.Contains(text[0]) || text[0] == '\'') ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 && safe.Trim() == safe ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A cell that <see cref="Write"/> wrote, without what keeps it from being a formula.</summary>
    public static string Plain(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Length > 1 && cell[0] == '\'' && (Formulas.Contains(cell[1]) || cell[1] == '\'') ? cell[1..] : cell;
    }
}
