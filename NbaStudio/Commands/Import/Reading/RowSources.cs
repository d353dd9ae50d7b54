namespace NbaStudio.Commands.Import.Reading;

/// <summary>Opens a file by its format.</summary>
internal static class RowSources
{
    /// <param name="format">csv or ndjson; null goes by the file's extension.</param>
    /// <param name="delimiter">As written after --delimiter; null finds it.</param>
    /// <exception cref="CommandException">The format is unknown or the file has no usable header.</exception>
    public static IRowSource Open(string path, string? format, string? delimiter)
    {
        var separator = delimiter is null ? (char?)null : Delimiter.Parse(delimiter);
        var known = format ?? (Path.GetExtension(path).ToLowerInvariant() is ".ndjson" or ".jsonl" or ".json" ? "ndjson" : "csv");
        return known switch
        {
            "csv" => new CsvRows(FileText.Detect(path), separator),
            "ndjson" when separator is null => new NdjsonRows(FileText.Detect(path)),
            "ndjson" => throw new CommandException("--delimiter is for CSV only."),
            _ => throw new CommandException($"--format {format} is not allowed; allowed is csv or ndjson."),
        };
    }
}
