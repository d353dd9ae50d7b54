using NbaStudio.Data;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Api.Policies;

/// <summary>A change brought onto the newest revision.</summary>
/// <param name="Newest">The document of the newest revision; null before the first.</param>
/// <param name="Revision">Its number; 0 before the first.</param>
/// <param name="Bases">The older documents that edits rest on.</param>
internal sealed record ChangeWork(PolicyChange Change, PolicyDocument? Newest, int Revision, PolicyDraft Draft, IReadOnlyDictionary<int, PolicyDocument?> Bases)
{
    public bool IsLive => Change.State is ChangeState.Open or ChangeState.Submitted or ChangeState.Approved;

    /// <summary>The id that an item has in the draft.</summary>
    public string? IdOf(string? kind, string? handle) => handle is null ? null : Draft.Items.FirstOrDefault(i => i.Kind == kind && i.Handle == handle)?.Id ?? handle;
}
