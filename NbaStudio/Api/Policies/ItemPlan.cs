using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Policies;

/// <summary>What edits of items come to on a change.</summary>
/// <param name="Edits">Edits for the change; only those of items that differ.</param>
internal sealed record ItemPlan(IReadOnlyList<PolicyEdit> Edits, IReadOnlyList<ItemNote> Notes, IReadOnlyList<FieldConflict> Conflicts)
{
    /// <summary>Whether all of them can stand.</summary>
    public bool IsClean => Notes.Count == 0 && Conflicts.Count == 0;
}
