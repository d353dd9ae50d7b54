using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Wording;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>The life of changes: made or imported, reviewed, submitted, approved, published, withdrawn, dropped, restored.</summary>
internal sealed class ChangeDesk(NbaEngine engine, PolicyDesk desk, ChangeLoader loader, ChangeStore changes, IApprovers approvers, TrialPlanner trials, EffectLooks looks)
{
    private const int LongestName = 200;

    /// <summary>Starts an empty change on the newest revision.</summary>
    /// <exception cref="ProblemException">The name is empty or too long.</exception>
    public async Task<ChangeReview> CreateAsync(string name, string who, CancellationToken stop)
    {
        var title = name.Trim();
        if (title.Length is 0 or > LongestName)
        {
            throw new ProblemException([new FieldError("name", $"The name has {title.Length} characters.", $"1 to {LongestName} characters")]);
        }

        var (_, number) = await desk.NewestAsync(stop);
        return await ReviewAsync((await changes.CreateAsync(title, number, who, stop: stop)).Id, stop) ?? throw new InvalidOperationException("The change is gone.");
    }

    /// <summary>Reads and checks a whole document and stores what it changes.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="name">Name of the change; null = the document's.</param>
    /// <param name="baseRevision">Revision that it was made from; null = the newest.</param>
    /// <param name="who">Author.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ProblemException">The document has errors, all of which are listed; nothing was stored.</exception>
    public async Task<ChangeReview> ImportAsync(ReadOnlyMemory<byte> utf8, string? name, int? baseRevision, string who, CancellationToken stop)
    {
        var reading = PolicyJson.Read(utf8);
        var document = reading.Document ?? throw new ProblemException(PolicyAnswers.Errors(reading.Issues));
        var revision = baseRevision ?? (await desk.NewestAsync(stop)).Number;
        var previous = await desk.LoadAsync(revision, stop);
        if (previous is null && revision != 0)
        {
            throw new ProblemException([new FieldError("base", $"There is no revision {revision}.", "the number of a revision")]);
        }

        PolicyDesk.RefuseErrors((await desk.CheckAsync(document, previous, stop)).Issues);
        var title = string.IsNullOrWhiteSpace(name) ? $"Import of {document.Name}" : name.Trim();
        var change = await changes.CreateAsync(title.Length > LongestName ? title[..LongestName] : title, revision, who, PolicyEdits.Between(previous, document, revision), stop);
        return await ReviewAsync(change.Id, stop) ?? throw new InvalidOperationException("The change is gone.");
    }

    /// <summary>What a change would do on the newest revision; null when there is no such change.</summary>
    /// <param name="id">Id of the change.</param>
    /// <param name="stop">Cancels.</param>
    /// <param name="language">Language of the words: en or ja.</param>
    public async Task<ChangeReview?> ReviewAsync(string id, CancellationToken stop, string language = "en") =>
        await loader.FindAsync(id, stop) is { } work ? await ReviewAsync(work, stop, language) : null;

    /// <inheritdoc cref="ReviewAsync(string, CancellationToken, string)"/>
    public async Task<ChangeReview> ReviewAsync(ChangeWork work, CancellationToken stop, string language = "en")
    {
        var (document, issues) = await CheckAsync(work, stop);
        var valid = work.Draft.Conflicts.Count == 0 && issues.All(issue => issue.Severity != IssueSeverity.Error);
        return new ChangeReview(
            PolicyAnswers.Of(work.Change), valid, PolicyAnswers.Of(issues), document is null ? [] : PolicyAnswers.Differences(work.Newest ?? new PolicyDocument(), document, language),
            work.Revision, work.Change.ContentHash, [.. work.Draft.Conflicts.Select(PolicyAnswers.Of)]);
    }

    /// <summary>The document of a change as publishing would take it; null when there is no such change.</summary>
    /// <exception cref="ProblemException">Its items do not make a document.</exception>
    public async Task<PolicyDocument?> DraftAsync(string id, CancellationToken stop)
    {
        if (await loader.FindAsync(id, stop) is not { } work)
        {
            return null;
        }

        var (document, issues) = await CheckAsync(work, stop);
        return document ?? throw new ProblemException(PolicyAnswers.Errors(issues));
    }

    /// <summary>Hands a change to those who may approve; null when there is no such change.</summary>
    /// <exception cref="ProblemException">It is not open, has errors or is in conflict.</exception>
    public Task<ChangeReview?> SubmitAsync(string id, string who, CancellationToken stop) => MoveAsync(id, async work =>
    {
        await RequirePublishableAsync(work, stop);
        await changes.SubmitAsync(id, work.Change.Version, who, stop);
    }, stop);

    /// <summary>Says yes to the edits that have this hash; null when there is no such change.</summary>
    /// <exception cref="ProblemException">It is not submitted, has other edits by now, has errors or conflicts, or the caller may not approve it.</exception>
    public Task<ChangeReview?> ApproveAsync(string id, string hash, Caller who, CancellationToken stop) => MoveAsync(id, async work =>
    {
        if (work.Change.State != ChangeState.Submitted)
        {
            throw PolicyDesk.Conflict($"Change {id} is {Word(work.Change.State)}; only a submitted change can be approved.");
        }

        RequireSeen(work.Change, hash);
        await RequirePublishableAsync(work, stop);
        await RequireApproverAsync(work.Change, who, stop);
        var look = RequireWarningsSeen(work.Change, who);
        await changes.ApproveAsync(id, work.Change.Version, hash, who.Name, work.Change.Editors.Contains(who.Name) ? $"{ApprovalNotes.ByAuthor}; {look}" : look, stop);
    }, stop);

    /// <summary>Takes a submitted or approved change back; null when there is no such change.</summary>
    /// <exception cref="ProblemException">It is neither.</exception>
    public Task<ChangeReview?> WithdrawAsync(string id, string who, CancellationToken stop) => MoveAsync(id, work => changes.WithdrawAsync(id, work.Change.Version, who, stop), stop);

    /// <summary>Puts a change away; null when there is no such change.</summary>
    /// <exception cref="ProblemException">It is published or dropped.</exception>
    public Task<ChangeReview?> DropAsync(string id, string who, CancellationToken stop) => MoveAsync(id, work => changes.DropAsync(id, work.Change.Version, who, stop), stop);

    /// <summary>Takes a dropped change up again; null when there is no such change.</summary>
    /// <exception cref="ProblemException">It is not dropped.</exception>
    public Task<ChangeReview?> RestoreAsync(string id, string who, CancellationToken stop) => MoveAsync(id, work => changes.RestoreAsync(id, work.Change.Version, who, stop), stop);

    /// <summary>Brings a change into force as the next revision; null when there is no such change. One that is not approved is approved in the same step by the only one who may.</summary>
    /// <exception cref="ProblemException">It has errors or conflicts, is published or dropped, or needs somebody's approval. Nothing was changed.</exception>
    /// <param name="id">Id of the change.</param>
    /// <param name="who">Who publishes.</param>
    /// <param name="stop">Cancels what is not stored yet.</param>
    /// <param name="seenHash">Hash of the edits that the one who publishes saw; null where it is not known.</param>
    public async Task<PublicationAnswer?> PublishAsync(string id, Caller who, CancellationToken stop, string? seenHash = null)
    {
        if (await changes.FindAsync(id, stop) is not { } change)
        {
            return null;
        }

        // What a trial stands in the way of is refused before it is approved.
        return await desk.PublishAsync(
            (newest, number) => PrepareAsync(id, who, seenHash, newest, number, document => trials.PlanAsync(new Publishable(document, "", [], change), number, urgent: false, stop), stop),
            who.Name, CancellationToken.None);
    }

    /// <summary>Whether there is such a change.</summary>
    public async Task<bool> ExistsAsync(string id, CancellationToken stop) => await changes.FindAsync(id, stop) is not null;

    /// <summary>A change as it may go to customers, approved by now; one on trial was approved when that began.</summary>
    /// <param name="newest">The document of the newest revision, whose number is <paramref name="number"/>.</param>
    /// <param name="allow">Refuses a document for what else it must be, before anything is approved.</param>
    /// <exception cref="ProblemException">It has other edits than these, errors or conflicts, is published or dropped, needs somebody's approval, or is not allowed. Nothing was changed.</exception>
    public async Task<Publishable> PrepareAsync(string id, Caller who, string? seenHash, PolicyDocument? newest, int number, Func<PolicyDocument, Task> allow, CancellationToken stop)
    {
        var work = (await loader.FindAsync(id, newest, number, stop))!;
        if (!work.IsLive && work.Change.State != ChangeState.OnTrial)
        {
            throw PolicyDesk.Conflict($"Change {id} is already {Word(work.Change.State)}.");
        }

        RequireSeen(work.Change, seenHash ?? work.Change.ContentHash);
        var (document, issues) = await RequirePublishableAsync(work, stop);
        await allow(document);
        // From the approval on nothing may stop half way because the caller went away.
        stop.ThrowIfCancellationRequested();
        return new Publishable(document, work.Change.Name, issues, await ApprovedAsync(work.Change, who, CancellationToken.None));
    }

    /// <summary>Sees to it that a change may be published as it is: one that is not approved is approved by the only one who may. False when there is no such change.</summary>
    /// <param name="allow">Refuses a document for what else it must be, before anything is approved.</param>
    /// <exception cref="ProblemException">It has other edits than these, errors or conflicts, is published or dropped, needs somebody's approval, or is not allowed. Nothing was changed.</exception>
    public async Task<bool> RequireApprovedAsync(string id, string hash, Caller who, Action<PolicyDocument> allow, CancellationToken stop)
    {
        if (await loader.FindAsync(id, stop) is not { } work)
        {
            return false;
        }

        if (!work.IsLive)
        {
            throw PolicyDesk.Conflict($"Change {id} is already {Word(work.Change.State)}.");
        }

        RequireSeen(work.Change, hash);
        allow((await RequirePublishableAsync(work, stop)).Item1);
        await ApprovedAsync(work.Change, who, stop);
        return true;
    }

    private async Task<PolicyChange> ApprovedAsync(PolicyChange change, Caller who, CancellationToken stop)
    {
        if (change.State is ChangeState.Approved or ChangeState.OnTrial && change.ApprovedHash == change.ContentHash)
        {
            return change;
        }

        if (!await approvers.IsOnlyAsync(who, stop))
        {
            throw PolicyDesk.Conflict($"Change {change.Id} is {Word(change.State)}. It has to be submitted, and approved by somebody who did not work on it.");
        }

        await RequireApproverAsync(change, who, stop);
        var note = change.Editors.Contains(who.Name) ? ApprovalNotes.OneStepByAuthor : ApprovalNotes.OneStep;
        note = $"{note}; {RequireWarningsSeen(change, who)}";
        try
        {
            return await changes.ApproveAsync(change.Id, change.Version, change.ContentHash, who.Name, note, stop);
        }
        catch (StaleVersionException stale)
        {
            throw PolicyDesk.Conflict(stale.Message);
        }
    }

    private static void RequireSeen(PolicyChange change, string hash)
    {
        if (change.ContentHash != hash)
        {
            throw PolicyDesk.Conflict(
                "The change was edited since it was looked at. Nothing was done.", [new FieldError("contentHash", $"The change's hash is {change.ContentHash}.", "the hash of what was reviewed")]);
        }
    }

    // What the audit says of whether the approver knew what the change would turn: of what is in force now, like the page that shows it.
    private string RequireWarningsSeen(PolicyChange change, Caller who) => looks.LookOf(change.Id, change.ContentHash, engine.Policy?.Revision ?? 0, who.Name) switch
    {
        EffectLook.None => ApprovalNotes.NotLooked,
        EffectLook.Seen => ApprovalNotes.Looked,
        EffectLook.WarningsSeen => ApprovalNotes.LookedWarned,
        _ => throw PolicyDesk.Conflict("Its comparison warns that customers would be treated less alike than the policy allows. Say on its page that you have seen that. Nothing was done."),
    };

    private async Task RequireApproverAsync(PolicyChange change, Caller who, CancellationToken stop)
    {
        if (!await approvers.MayApproveAsync(who, change.Editors, stop))
        {
            var detail = change.Editors.Contains(who.Name) ? "Nobody approves a change that they worked on while somebody else may." : $"{who.Name} may not approve changes.";
            throw new ProblemException(Problems.Forbidden(detail), detail);
        }
    }

    private async Task<(PolicyDocument Document, IReadOnlyList<PolicyIssue> Issues)> RequirePublishableAsync(ChangeWork work, CancellationToken stop)
    {
        if (work.Draft.Conflicts.Count > 0)
        {
            throw PolicyDesk.Conflict(
                $"Others changed the same since: {work.Draft.Conflicts.Count} of the change's edits are in conflict with revision {work.Revision}. Nothing was done.",
                [.. work.Draft.Conflicts.Select(c => new FieldError($"{c.Edit.Kind}/{c.Id}", PolicyAnswers.Sentence(c), "resolve: mine, theirs or an edited item"))]);
        }

        var (document, issues) = await CheckAsync(work, stop);
        PolicyDesk.RefuseErrors(issues);
        return (document!, issues);
    }

    /// <summary>The change's document, with keys and checked as publishing would; no document where its items do not make one.</summary>
    public Task<(PolicyDocument? Document, IReadOnlyList<PolicyIssue> Issues)> CheckAsync(ChangeWork work, CancellationToken stop) => CheckAsync(work, desk.CheckAsync, stop);

    /// <summary>The same of edits that stand in no change yet, without making a policy of them.</summary>
    public Task<(PolicyDocument? Document, IReadOnlyList<PolicyIssue> Issues)> LookAsync(ChangeWork work, CancellationToken stop) => CheckAsync(work, desk.LookAsync, stop);

    private async Task<(PolicyDocument? Document, IReadOnlyList<PolicyIssue> Issues)> CheckAsync(
        ChangeWork work, Func<PolicyDocument, PolicyDocument?, CancellationToken, Task<(PolicyDocument Keyed, IReadOnlyList<PolicyIssue> Issues)>> check, CancellationToken stop)
    {
        if (work.Draft.Document is not { } document)
        {
            return (null, work.Draft.Issues);
        }

        // What its customers have already been offered is the same item when everyone gets it.
        document = work.Change.State == ChangeState.OnTrial ? await trials.WithTrialKeysAsync(document, stop) : document;
        return await check(document, work.Newest, stop);
    }

    private async Task<ChangeReview?> MoveAsync(string id, Func<ChangeWork, Task> move, CancellationToken stop)
    {
        if (await loader.FindAsync(id, stop) is not { } work)
        {
            return null;
        }

        try
        {
            await move(work);
        }
        catch (StaleVersionException stale)
        {
            throw PolicyDesk.Conflict(stale.Message);
        }

        return await ReviewAsync(id, stop);
    }

    private static string Word(ChangeState state) => state == ChangeState.OnTrial ? "on trial" : state.ToString().ToLowerInvariant();
}
