using System.Globalization;
using System.Runtime.CompilerServices;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Changes and revisions for the Publish page, over the same desks as the API.</summary>
internal sealed class ChangeBoard(
    NbaEngine engine, PolicyDesk desk, ChangeDesk changes, ChangeItemDesk items, ChangeLoader loader, ChangeStore store, PolicyStore policies, IApprovers approvers,
    ChangeEffects effects, KeptEffects kept, EffectLooks looks, TimeProvider time) : IChangeBoard
{
    public async Task<BoardView> ReadAsync(CancellationToken cancellationToken = default) => new(
        [.. (await store.ListAsync(cancellationToken)).Select(Of)], [.. (await policies.ListAsync(cancellationToken)).Select(Of)]);

    public async Task<ChangeDetail?> ReadChangeAsync(string change, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        if (await loader.FindAsync(change, cancellationToken) is not { } work)
        {
            return null;
        }

        var (document, issues) = await changes.CheckAsync(work, cancellationToken);
        var before = work.Newest ?? new PolicyDocument();
        var errors = issues.Where(i => i.Severity == IssueSeverity.Error).ToList();
        return new ChangeDetail(
            Of(work.Change), work.Revision, work.Change.ContentHash, errors.Count == 0 && work.Draft.Conflicts.Count == 0,
            await approvers.IsOnlyAsync(who, cancellationToken), await approvers.MayApproveAsync(who, work.Change.Editors, cancellationToken),
            Notes(errors), Notes(issues.Where(i => i.Severity != IssueSeverity.Error)),
            document is null || !(work.IsLive || work.Change.State == ChangeState.OnTrial) ? [] : Differences(work, before, document, language),
            Objectives(document ?? before, before, language),
            work.IsLive ? [.. work.Draft.Conflicts.Select(c => View(c, DifferenceWriter.Create(before, document ?? before, language)))] : []);
    }

    private static IReadOnlyList<DifferenceText> Differences(ChangeWork work, PolicyDocument before, PolicyDocument document, string language)
    {
        var differences = PolicyDiff.Compare(before, document);
        return [.. DifferenceWriter.Create(before, document, language).Write(differences).Zip(differences, (text, difference) => text with { Edit = EditOf(work, difference) })];
    }

    private static string? EditOf(ChangeWork work, PolicyDifference difference)
    {
        if (difference.Difference == PolicyDifferenceKind.Removed)
        {
            // A context weight has no name: edits call it by its key.
            var handle = difference.Kind == "contextWeight" ? difference.Key?.ToString(CultureInfo.InvariantCulture) : difference.Id;
            return work.Change.Edits.Any(e => e.Kind == difference.Kind && e.Handle == handle && e.Json is null) ? handle : null;
        }

        return work.Draft.Items.FirstOrDefault(
            i => i.Kind == difference.Kind && i.Edit is not null && (i.Kind == "contextWeight" ? i.Position.ToString(CultureInfo.InvariantCulture) : i.Id) == difference.Id)?.Id;
    }

    public IAsyncEnumerable<EffectView> ReadEffectAsync(string change, EffectOf of, string language, Caller who, CancellationToken cancellationToken = default)
    {
        // Here and not in the iterator, so that a refusal does not wait for the first figure.
        who.Demand(Scopes.Read);
        return EffectAsync(change, of, language, who, cancellationToken);
    }

    public async Task<EffectView?> FindEffectAsync(string change, EffectOf of, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        if (engine.Policy is not { } policy || await store.FindAsync(change, cancellationToken) is not { } known || kept.Find(change, known.ContentHash, policy.Revision, of) is not { } effect)
        {
            return null;
        }

        looks.See(effect, who.Name);
        return View(effect, language, who);
    }

    public Task SeeWarningsAsync(string change, string seenHash, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Publish);
        looks.SeeWarnings(change, seenHash, engine.Policy?.Revision ?? 0, who.Name);
        return Task.CompletedTask;
    }

    private EffectView View(KeptEffect effect, string language, Caller who) =>
        effects.View(effect.Effect, effect.Before, effect.After, engine.HiddenFrom(!who.Has(Scopes.Sensitive), effect.After), language) with { Of = effect.Of, At = effect.At, WarningsSeen = looks.SawWarnings(effect, who.Name) };

    private async IAsyncEnumerable<EffectView> EffectAsync(string change, EffectOf of, string language, Caller who, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The edits of now: what is written into the change meanwhile is compared another time.
        if (await store.FindAsync(change, cancellationToken) is not { } known || await effects.OpenAsync(change, cancellationToken) is not { } changed || engine.Policy is not { } policy)
        {
            yield break;
        }

        // What is sensitive in one of them is hidden in both.
        var hidden = engine.HiddenFrom(!who.Has(Scopes.Sensitive), changed);
        var all = of == EffectOf.Customers ? engine.CompareCustomersAsync(changed, ChangeEffects.Customers, cancellationToken) : engine.CompareAsync(changed, ChangeEffects.Sample, cancellationToken);
        ChangeEffect? last = null;
        await foreach (var effect in all)
        {
            last = effect;
            if (!effect.IsComplete)
            {
                yield return effects.View(effect, policy, changed, hidden, language) with { Of = of };
            }
        }

        if (last is { IsComplete: true })
        {
            var whole = new KeptEffect(change, known.ContentHash, of, last, policy, changed, time.GetUtcNow());
            kept.Keep(whole);
            // Whoever went away is not shown it.
            cancellationToken.ThrowIfCancellationRequested();
            looks.See(whole, who.Name);
            yield return View(whole, language, who);
        }
    }

    public async Task<RevisionDetail?> ReadRevisionAsync(int revision, string language, CancellationToken cancellationToken = default)
    {
        var all = await policies.ListAsync(cancellationToken);
        if (all.FirstOrDefault(r => r.Number == revision) is not { } info || await desk.LoadAsync(revision, cancellationToken) is not { } document)
        {
            return null;
        }

        // Numbers between two revisions may be those of trials.
        var last = all.Where(r => r.Number < revision).Select(r => r.Number).DefaultIfEmpty(0).Max();
        var before = last > 0 ? await desk.LoadAsync(last, cancellationToken) ?? new PolicyDocument() : new PolicyDocument();
        return new RevisionDetail(Of(info), DifferenceWriter.Create(before, document, language).Write(PolicyDiff.Compare(before, document)), Objectives(document, before, language));
    }

    public Task<IReadOnlyList<ItemTouch>> ReadTouchesAsync(string kind, string id, CancellationToken cancellationToken = default) => store.TouchesAsync(kind, id, cancellationToken);

    public Task<BoardResult> MoveAsync(string change, ChangeMove move, string seenHash, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(move is ChangeMove.Approve or ChangeMove.Publish ? Scopes.Publish : Scopes.Design);
        return TryAsync(change, async () =>
        {
            if (move == ChangeMove.Publish)
            {
                return await changes.PublishAsync(change, who, cancellationToken, seenHash) is { } publication ? Of(publication) : null;
            }

            var review = move switch
            {
                ChangeMove.Submit => await changes.SubmitAsync(change, who.Name, cancellationToken),
                ChangeMove.Approve => await changes.ApproveAsync(change, seenHash, who, cancellationToken),
                ChangeMove.Withdraw => await changes.WithdrawAsync(change, who.Name, cancellationToken),
                ChangeMove.Drop => await changes.DropAsync(change, who.Name, cancellationToken),
                ChangeMove.Restore => await changes.RestoreAsync(change, who.Name, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(move), move, "There is no such step."),
            };
            return review is null ? null : new BoardResult(true, []);
        });
    }

    public Task<BoardResult> ResolveAsync(string change, string kind, string id, bool mine, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Design);
        return TryAsync(change, async () =>
            await items.ResolveAsync(change, [new Resolution(kind, id, mine ? ResolutionSide.Mine : ResolutionSide.Theirs)], who.Name, cancellationToken) is null ? null : new BoardResult(true, []));
    }

    public Task<BoardResult> RollBackAsync(int revision, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Publish);
        return TryAsync(null, async () => await desk.RollBackAsync(revision, who.Name, cancellationToken) is { } publication ? Of(publication) : null);
    }

    public Task<BoardResult> ImportAsync(ReadOnlyMemory<byte> utf8, string name, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Design);
        return TryAsync(null, async () => new BoardResult(true, [], Change: (await changes.ImportAsync(utf8, name, null, who.Name, cancellationToken)).Change.Id));
    }

    public async Task<byte[]?> ExportAsync(int revision, CancellationToken cancellationToken = default) =>
        await desk.LoadAsync(revision, cancellationToken) is { } document ? PolicyJson.Write(document) : null;

    private static async Task<BoardResult> TryAsync(string? change, Func<Task<BoardResult?>> step)
    {
        try
        {
            return await step() ?? new BoardResult(false, [new ChangeNote("", change is null ? "There is no such revision." : $"There is no change '{change}'.", null)]);
        }
        catch (ProblemException refused)
        {
            return new BoardResult(false, ChangePublisher.Notes(refused));
        }
    }

    private static BoardResult Of(PublicationAnswer publication) =>
        new(true, [.. publication.Warnings.Select(w => new ChangeNote(w.Path, w.Message, w.Allowed) { Issue = w.Issue })], publication.Revision.Number);

    private RevisionSummary Of(RevisionInfo revision) => new(revision.Number, revision.Time, revision.Author, revision.Note, revision.Number == engine.Policy?.Revision);

    private static ChangeSummary Of(PolicyChange change) => new(
        change.Id, change.Name, Enum.Parse<ChangeStage>(change.State.ToString()), change.EditCount, change.Author, change.CreatedAt, change.UpdatedAt,
        change.SubmittedBy, change.ApprovedBy, change.PublishedAs);

    private static IReadOnlyList<ChangeNote> Notes(IEnumerable<PolicyIssue> issues) => [.. issues.Select(i => new ChangeNote(i.Path, i.Message, i.Suggestion))];

    // Objectives of both documents, so that what is removed finds its place too.
    internal static IReadOnlyList<(string Id, string Name)> Objectives(PolicyDocument after, PolicyDocument before, string language) =>
        [.. after.Objectives.Concat(before.Objectives).DistinctBy(o => o.Id).Select(o => (o.Id, o.Label?.GetValueOrDefault(language) ?? o.Label?.GetValueOrDefault(after.DefaultLanguage) ?? o.Id))];

    private static ConflictView View(PolicyConflict conflict, DifferenceWriter writer)
    {
        var kind = conflict.Edit.Kind;
        return new ConflictView(kind, conflict.Id, conflict.Reason, Side(conflict.Theirs), Side(conflict.Mine));

        // Against the base where there is one; an item that both added is told whole.
        IReadOnlyList<DifferenceLine>? Side(string? json) => json is null ? null : writer.WriteItem(kind, conflict.Base ?? "{}", json);
    }
}
