using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;
using NbaStudio.Engine.Serving.Trials;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Hub;
using NbaStudio.Live.Readers;

namespace NbaStudio.Api.Policies;

/// <summary>The revisions of the policy: reads them, checks what is to become one, and brings it into force. Publishing runs one at a time.</summary>
internal sealed class PolicyDesk(NbaEngine engine, PolicyStore policies, PolicyDocuments documents, AuditLog audit, LiveFeedObserver live, HubControl control, TrialPlanner planner, TrialStore trials, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _publishing = new(1);

    // A change is looked at, submitted, approved and published as the same document: it is compiled once.
    private readonly ConditionalWeakTable<PolicyDocument, Checked> _checked = [];

    /// <summary>Makes the next revision of what is prepared on the newest one.</summary>
    /// <param name="prepare">Takes the newest document (null before the first) and its number.</param>
    /// <param name="who">Author of the revision.</param>
    /// <param name="stop">Cancels what is not stored yet.</param>
    /// <param name="urgent">Whether a trial that cannot go on upon it is withdrawn; else nothing is published then.</param>
    /// <exception cref="ProblemException">From <paramref name="prepare"/>; a change was edited at the same moment, or the trial stands in the way. Nothing was changed.</exception>
    public Task<PublicationAnswer> PublishAsync(Func<PolicyDocument?, int, Task<Publishable>> prepare, string who, CancellationToken stop, bool urgent = false) => AloneAsync(async (newest, number) =>
    {
        var next = await prepare(newest, number);
        var plan = await planner.PlanAsync(next, number, urgent, stop);
        RevisionInfo saved;
        try
        {
            saved = await policies.SaveRevisionAsync(number, PolicyStorage.Split(next.Document), who, next.Note, next.Change, plan?.Step, stop);
        }
        catch (StaleVersionException stale)
        {
            throw Conflict(stale.Message + " Nothing was published.");
        }

        documents.Keep(saved.Number, next.Document);
        _checked.AddOrUpdate(next.Document, new Checked(next.Document, 0, next.Document, next.Issues));
        // The revision is stored: from here on nothing may stop half way because the caller went away.
        var trial = plan?.Document is { } document ? new TrialPolicy(plan.Trial.ToDraw() with { Revision = saved.Number + 1 }, document) : null;
        var publication = engine.Policy is null ? await engine.StartAsync(next.Document, saved.Number) : await engine.PublishAsync(next.Document, saved.Number, trial);
        live.OnPolicy(publication.Current!);
        control.NoteChange();
        return new PublicationAnswer(PolicyAnswers.Of(saved, publication.Current!.Revision), PolicyAnswers.Of(next.Issues), plan is null ? null : await trials.FindAsync(plan.Trial.Id, CancellationToken.None));
    }, stop);

    /// <summary>Withdraws a trial at once: everyone gets the policy in force. False where it does not run.</summary>
    /// <param name="note">Why, where nobody did it by hand.</param>
    public Task<bool> WithdrawTrialAsync(int trial, string who, string? note = null) => AloneAsync(async (_, _) =>
    {
        if (!await trials.WithdrawAsync(trial, who, time.GetUtcNow(), note, CancellationToken.None))
        {
            return false;
        }

        await engine.SetTrialAsync(null);
        control.NoteChange();
        return true;
    }, CancellationToken.None);

    /// <summary>Does something with the newest revision (null before the first) while nobody publishes.</summary>
    public async Task<T> AloneAsync<T>(Func<PolicyDocument?, int, Task<T>> step, CancellationToken stop)
    {
        await _publishing.WaitAsync(stop);
        try
        {
            var (newest, number) = await NewestAsync(stop);
            return await step(newest, number);
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <summary>Publishes the content of an older revision as the next one; null when there is no such revision.</summary>
    /// <param name="onlyFrom">Only while this revision is the newest, so that what somebody publishes at the same moment stands; null = whatever is.</param>
    /// <exception cref="ProblemException">It is in force already, can no longer be used, or another revision came in between.</exception>
    public async Task<PublicationAnswer?> RollBackAsync(int number, string who, CancellationToken stop, int? onlyFrom = null)
    {
        if (await LoadAsync(number, stop) is not { } document)
        {
            return null;
        }

        if (await policies.IsTrialAsync(number, stop))
        {
            throw Conflict($"Revision {number} was a trial, which everyone never had. Publish its change instead.");
        }

        return await PublishAsync((_, newest) =>
        {
            if (newest == number)
            {
                throw Conflict($"Revision {number} is in force.");
            }

            if (onlyFrom is { } expected && newest != expected)
            {
                throw Conflict($"Revision {newest} came after {expected}.");
            }

            var issues = PolicyCompiler.Compile(document, newest + 1, time.GetUtcNow()).Issues;
            RefuseErrors(issues);
            return Task.FromResult(new Publishable(document, $"Rollback to revision {number}", issues));
        }, who, stop, urgent: true);
    }

    /// <summary>Pauses an item of the hierarchy or a channel at once, as a revision with exactly this edit. Where it rests already nothing is made.</summary>
    /// <returns>Null when there is no such item.</returns>
    public async Task<PublicationAnswer?> PauseAsync(string kind, string id, string who, CancellationToken stop)
    {
        var (document, latest) = await NewestAsync(stop);
        if (Paused(document, latest, kind, id) is not { } first)
        {
            // What only a trial has rests when the trial does.
            return await planner.WithItemAsync(kind, id, stop) is { } trial && await WithdrawTrialAsync(trial.Id, who, "pause") ? await AsItIsAsync(trial.Id) : null;
        }

        if (first.Items.All(i => i.Edit is null))
        {
            // It rests for everyone; a trial may be what lets it run for some.
            return await planner.RunsInTrialAsync(kind, id, stop) is { } resumed && await WithdrawTrialAsync(resumed.Id, who, "pause") ? await AsItIsAsync(resumed.Id) : await AsItIsAsync(null);
        }

        var publication = await PublishAsync(async (newest, number) =>
        {
            var paused = Paused(newest, number, kind, id)?.Document ?? throw Conflict($"The {kind} '{id}' was removed at the same moment.");
            var (keyed, issues) = await CheckAsync(paused, newest, stop);
            RefuseErrors(issues);
            return new Publishable(keyed, $"Pause {kind} {id}", issues);
        }, who, stop, urgent: true);
        await audit.WriteAsync(who, "policy.paused", $"{kind} {id}", after: $"revision {publication.Revision.Number}, without approval", stop: CancellationToken.None);
        return publication;
    }

    /// <summary>The newest revision; no document and 0 before the first.</summary>
    public async Task<(PolicyDocument? Document, int Number)> NewestAsync(CancellationToken stop)
    {
        var number = (await policies.LatestAsync(stop))?.Number ?? 0;
        return (number == 0 ? null : await LoadAsync(number, stop), number);
    }

    /// <summary>The document of a revision, or null.</summary>
    public Task<PolicyDocument?> LoadAsync(int number, CancellationToken stop) => documents.LoadAsync(number, stop);

    /// <summary>Assigns keys and checks everything that publishing would check.</summary>
    public async Task<(PolicyDocument Keyed, IReadOnlyList<PolicyIssue> Issues)> CheckAsync(PolicyDocument document, PolicyDocument? previous, CancellationToken stop)
    {
        var highest = await policies.HighestKeyAsync(stop);
        if (_checked.TryGetValue(document, out var known) && ReferenceEquals(known.Previous, previous) && (known.HighestKey == highest || ReferenceEquals(known.Keyed, document)))
        {
            return (known.Keyed, known.Issues);
        }

        var keys = PolicyKeys.Assign(document, highest, previous);
        var compilation = PolicyCompiler.Compile(keys.Document, 1, time.GetUtcNow());
        var check = new Checked(previous, highest, keys.Document, Together(compilation.Issues, keys.Issues));
        _checked.AddOrUpdate(document, check);
        return (check.Keyed, check.Issues);
    }

    /// <summary>What validation says of a document that somebody is still writing: the expressions are checked, but no policy is made of them for a keystroke.</summary>
    public async Task<(PolicyDocument Keyed, IReadOnlyList<PolicyIssue> Issues)> LookAsync(PolicyDocument document, PolicyDocument? previous, CancellationToken stop)
    {
        var keys = PolicyKeys.Assign(document, await policies.HighestKeyAsync(stop), previous);
        return (keys.Document, Together(PolicyValidator.Validate(keys.Document), keys.Issues));
    }

    /// <exception cref="ProblemException">There are errors among the issues.</exception>
    public static void RefuseErrors(IReadOnlyList<PolicyIssue> issues)
    {
        if (PolicyAnswers.Errors(issues) is { Count: > 0 } errors)
        {
            throw new ProblemException(errors);
        }
    }

    public static ProblemException Conflict(string detail, IReadOnlyList<FieldError>? errors = null) => new(Problems.Conflict(detail, errors), detail);

    public void Dispose() => _publishing.Dispose();

    private async Task<PublicationAnswer> AsItIsAsync(int? trial) => new(
        PolicyAnswers.Of((await policies.LatestAsync())!, engine.Policy!.Revision), [], trial is { } id ? await trials.FindAsync(id) : null);

    private static PolicyDraft? Paused(PolicyDocument? document, int revision, string kind, string id)
    {
        var published = PolicyEdits.Rebase(document, revision, [], _ => null);
        if (published.Find(kind, id) is not { } item)
        {
            return null;
        }

        var json = JsonNode.Parse(item.Json)!;
        if (json["paused"]?.GetValue<bool>() == true)
        {
            return published;
        }

        json["paused"] = true;
        var paused = PolicyItems.ReadItem(kind, Encoding.UTF8.GetBytes(json.ToJsonString())).Json;
        return PolicyEdits.Rebase(document, revision, [new PolicyEdit(kind, item.Handle, paused, revision)], _ => null);
    }

    private static IReadOnlyList<PolicyIssue> Together(IReadOnlyList<PolicyIssue> issues, IReadOnlyList<PolicyIssue> ofKeys) => [.. issues.Concat(ofKeys).DistinctBy(issue => (issue.Code, issue.Path, issue.Message))];

    private sealed record Checked(PolicyDocument? Previous, int HighestKey, PolicyDocument Keyed, IReadOnlyList<PolicyIssue> Issues);
}
