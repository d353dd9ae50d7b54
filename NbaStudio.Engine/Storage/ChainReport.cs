namespace NbaStudio.Engine.Storage;

/// <summary>What checking the journal's hash chain found.</summary>
/// <param name="Checked">Entries that are sound, counted from the first stored one.</param>
/// <param name="Erased">Sound entries whose payload was erased.</param>
/// <param name="FaultAt">Sequence of the first unsound entry, or null.</param>
/// <param name="Fault">What is wrong with it in a sentence, or null.</param>
public sealed record ChainReport(long Checked, long Erased, long? FaultAt, string? Fault)
{
    /// <summary>True when the whole chain is sound.</summary>
    public bool IsValid => Fault is null;
}
