namespace NbaStudio.Data;

/// <summary>What verifying the audit came to.</summary>
/// <param name="Entries">Entries that were read.</param>
/// <param name="First">Number of the first entry that is kept; those before were cut off by retention.</param>
/// <param name="Last">Number of the last entry; 0 where there never was one.</param>
/// <param name="Head">Hash of the last entry, in hexadecimal. Whoever keeps it elsewhere can prove later that nothing up to it was changed.</param>
/// <param name="BrokenAt">Number of the first entry that does not fit; null where all do.</param>
/// <param name="Fault">What is wrong, in words; null where nothing is.</param>
public sealed record AuditReport(long Entries, long First, long Last, string Head, long? BrokenAt, string? Fault)
{
    public bool IsIntact => Fault is null;
}
