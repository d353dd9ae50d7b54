namespace NbaStudio.Engine.Policies;

/// <summary>What came of reading one item.</summary>
/// <param name="Json">Canonical form; null when there are errors.</param>
/// <param name="Id">Its id, name or type; null for kinds that have none.</param>
/// <param name="Key">Its key where it states one.</param>
/// <param name="Issues">Everything that is wrong, with paths inside the item.</param>
public sealed record PolicyItemReading(string? Json, string? Id, int? Key, IReadOnlyList<PolicyIssue> Issues);
