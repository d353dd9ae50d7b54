using NbaStudio.Data;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Api.Policies;

/// <summary>Loads changes and brings them onto the newest revision.</summary>
internal sealed class ChangeLoader(PolicyDesk desk, ChangeStore changes)
{
    private const int Kept = 8;

    // The same edits on the same revision make the same draft, however often they are looked at.
    private readonly Recent<(string Content, int Revision), DraftOnBases> _drafts = new(Kept);

    /// <summary>Null when there is no such change.</summary>
    public async Task<ChangeWork?> FindAsync(string id, CancellationToken stop)
    {
        var (newest, number) = await desk.NewestAsync(stop);
        return await FindAsync(id, newest, number, stop);
    }

    /// <summary>On this revision, which is the newest.</summary>
    public async Task<ChangeWork?> FindAsync(string id, PolicyDocument? newest, int number, CancellationToken stop)
    {
        if (await changes.FindAsync(id, stop) is not { } change)
        {
            return null;
        }

        if (change.Document is not null && change.State == ChangeState.Open)
        {
            change = await AsEditsAsync(change, stop);
        }

        return await FindAsync(change, newest, number, stop);
    }

    /// <summary>A change that is there only while somebody looks: no edits, on this revision.</summary>
    public Task<ChangeWork> BeginAsync(PolicyDocument? newest, int number, DateTimeOffset now, CancellationToken stop) =>
        FindAsync(new PolicyChange("", "", number, ChangeState.Open, [], 0, "", now, now, 0), newest, number, stop);

    private async Task<ChangeWork> FindAsync(PolicyChange change, PolicyDocument? newest, int number, CancellationToken stop)
    {
        var content = change.ContentHash;
        if (_drafts.TryGet((content, number), out var known))
        {
            return new ChangeWork(change, newest, number, known.Draft, known.Bases);
        }

        var bases = new Dictionary<int, PolicyDocument?>();
        foreach (var basis in change.Edits.Select(e => e.Base).Where(b => b != number).Distinct())
        {
            bases[basis] = basis == 0 ? null : await desk.LoadAsync(basis, stop);
        }

        var draft = PolicyEdits.Rebase(newest, number, change.Edits, b => bases[b]);
        _drafts.Put((content, number), new DraftOnBases(draft, bases));
        return new ChangeWork(change, newest, number, draft, bases);
    }

    // Changes were kept as whole documents once; those that are still open become edits when they are looked at.
    private async Task<PolicyChange> AsEditsAsync(PolicyChange change, CancellationToken stop)
    {
        var reading = PolicyJson.Read(change.Document!);
        PolicyDesk.RefuseErrors(reading.Issues);
        var basis = change.BaseRevision == 0 ? null : await desk.LoadAsync(change.BaseRevision, stop);
        return await changes.EditAsync(change.Id, change.Version, PolicyEdits.Between(basis, reading.Document!, change.BaseRevision), [], change.Author, stop);
    }

    private sealed record DraftOnBases(PolicyDraft Draft, IReadOnlyDictionary<int, PolicyDocument?> Bases);
}
