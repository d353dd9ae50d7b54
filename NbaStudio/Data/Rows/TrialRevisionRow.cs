namespace NbaStudio.Data.Rows;

/// <summary>A revision that was never in force for everyone. Stored whole: the rows of items are the history of what was.</summary>
internal sealed class TrialRevisionRow
{
    public int Number { get; set; }
    public int TrialId { get; set; }

    /// <summary>Highest key among its items: none is used again.</summary>
    public long HighestKey { get; set; }

    /// <summary>The items in their order, as JSON.</summary>
    public required string Items { get; set; }
}
