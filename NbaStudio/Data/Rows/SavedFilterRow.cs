namespace NbaStudio.Data.Rows;

internal sealed class SavedFilterRow
{
    /// <summary>Id of the account; a name where there are no accounts.</summary>
    public required string Owner { get; set; }

    public required string Page { get; set; }
    public required string Name { get; set; }
    public required string Query { get; set; }
}
