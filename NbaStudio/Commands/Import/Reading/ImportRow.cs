using System.Text.Json;

namespace NbaStudio.Commands.Import.Reading;

/// <summary>One row of a file.</summary>
/// <param name="Number">From 1; the header and blank lines do not count.</param>
/// <param name="Cells">Column and what stands there. Empty cells of CSV are left out; null in NDJSON is kept.</param>
/// <param name="Mistake">Why it cannot be read; null where it can.</param>
internal sealed record ImportRow(long Number, IReadOnlyList<ImportCell> Cells, string? Mistake = null);

/// <summary>One cell: text in CSV, JSON in NDJSON.</summary>
internal readonly record struct ImportCell(string Column, string? Text, JsonElement? Json);
