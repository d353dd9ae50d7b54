using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Hub;
using NbaStudio.Live.Readers;

namespace NbaStudio.Api.Policies;

/// <summary>Takes policies in as changes, checks them, and brings them into force. Publishing runs one at a time.</summary>
internal sealed class PolicyDesk(NbaEngine engine, PolicyStore policies, ChangeStore changes, LiveFeedObserver live, HubControl control, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _publishing = new(1);

    /// <summary>Reads, checks and stores a whole document as a change.</summary>
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
        var revision = baseRevision ?? (await policies.LatestAsync(stop))?.Number ?? 0;
        var previous = await LoadAsync(revision, stop);
        if (previous is null && revision != 0)
        {
            throw new ProblemException([new FieldError("base", $"There is no revision {revision}.", "the number of a revision")]);
        }

        var (keyed, issues) = await CheckAsync(document, previous, stop);
        if (PolicyAnswers.Errors(issues) is { Count: > 0 } errors)
        {
            throw new ProblemException(errors);
        }

        var title = string.IsNullOrWhiteSpace(name) ? $"Import of {document.Name}" : name.Trim();
        var change = await changes.CreateAsync(title.Length > 200 ? title[..200] : title, revision, who, PolicyJson.WriteText(keyed), stop);
        return Review(change, keyed, previous, [.. reading.Issues, .. issues]);
    }

    /// <summary>What a change would do now; null when there is no such change.</summary>
    public async Task<ChangeReview?> ValidateAsync(string id, CancellationToken stop)
    {
        if (await changes.FindAsync(id, stop) is not { } change)
        {
            return null;
        }

        var previous = await LoadAsync(change.BaseRevision, stop);
        var (keyed, issues) = await CheckAsync(DocumentOf(change), previous, stop);
        return Review(change, keyed, previous, issues);
    }

    /// <summary>The document of a change as publishing would take it; null when there is no such change.</summary>
    public async Task<PolicyDocument?> DraftAsync(string id, CancellationToken stop) =>
        await changes.FindAsync(id, stop) is { } change ? (await CheckAsync(DocumentOf(change), await LoadAsync(change.BaseRevision, stop), stop)).Keyed : null;

    /// <summary>Brings a change into force as the next revision; null when there is no such change.</summary>
    /// <exception cref="ProblemException">The change has errors, is not open, or rests on an older revision. Nothing was changed.</exception>
    public async Task<PublicationAnswer?> PublishAsync(string id, string who, CancellationToken stop)
    {
        await _publishing.WaitAsync(stop);
        try
        {
            if (await changes.FindAsync(id, stop) is not { } change)
            {
                return null;
            }

            if (change.State is not (ChangeState.Open or ChangeState.Submitted or ChangeState.Approved))
            {
                throw Conflict($"Change {id} is already {change.State.ToString().ToLowerInvariant()}.", null);
            }

            var latest = (await policies.LatestAsync(stop))?.Number ?? 0;
            var previous = await LoadAsync(change.BaseRevision, stop);
            var document = DocumentOf(change);
            if (change.BaseRevision != latest)
            {
                throw Conflict(
                    $"The change rests on revision {change.BaseRevision}; revision {latest} is the newest. Nothing was published.",
                    Collisions(previous ?? new PolicyDocument(), await LoadAsync(latest, stop) ?? new PolicyDocument(), document, latest));
            }

            var (keyed, issues) = await CheckAsync(document, previous, stop);
            if (PolicyAnswers.Errors(issues) is { Count: > 0 } errors)
            {
                throw new ProblemException(errors);
            }

            var saved = await policies.SaveRevisionAsync(latest, PolicyStorage.Split(keyed), who, change.Name, stop);
            // The revision is stored: from here on nothing may stop half way because the caller went away.
            await changes.SetStateAsync(id, change.Version, ChangeState.Published, who, CancellationToken.None);
            return await BringIntoForceAsync(keyed, saved, issues);
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <summary>Publishes the content of an older revision as the next one; null when there is no such revision.</summary>
    /// <exception cref="ProblemException">It is in force already, or can no longer be used.</exception>
    public async Task<PublicationAnswer?> RollBackAsync(int number, string who, CancellationToken stop)
    {
        await _publishing.WaitAsync(stop);
        try
        {
            if (await LoadAsync(number, stop) is not { } document)
            {
                return null;
            }

            var latest = (await policies.LatestAsync(stop))!.Number;
            if (latest == number)
            {
                throw Conflict($"Revision {number} is in force.", null);
            }

            var issues = PolicyCompiler.Compile(document, latest + 1, time.GetUtcNow()).Issues;
            if (PolicyAnswers.Errors(issues) is { Count: > 0 } errors)
            {
                throw new ProblemException(errors);
            }

            var saved = await policies.SaveRevisionAsync(latest, PolicyStorage.Split(document), who, $"Rollback to revision {number}", stop);
            return await BringIntoForceAsync(document, saved, issues);
        }
        finally
        {
            _publishing.Release();
        }
    }

    /// <summary>The document of a revision, or null.</summary>
    public async Task<PolicyDocument?> LoadAsync(int number, CancellationToken stop) =>
        await policies.LoadRevisionAsync(number, stop) is { } items
            ? PolicyStorage.Join(items).Document ?? throw new InvalidDataException($"Revision {number} of the policy cannot be read.")
            : null;

    public void Dispose() => _publishing.Dispose();

    private async Task<PublicationAnswer> BringIntoForceAsync(PolicyDocument document, RevisionInfo revision, IReadOnlyList<PolicyIssue> issues)
    {
        var publication = engine.Policy is null ? await engine.StartAsync(document, revision.Number) : await engine.PublishAsync(document, revision.Number);
        live.OnPolicy(publication.Current!);
        control.NoteChange();
        return new PublicationAnswer(PolicyAnswers.Of(revision, publication.Current!.Revision), PolicyAnswers.Of(issues));
    }

    /// <summary>Assigns keys and checks everything that publishing would check.</summary>
    private async Task<(PolicyDocument Keyed, IReadOnlyList<PolicyIssue> Issues)> CheckAsync(PolicyDocument document, PolicyDocument? previous, CancellationToken stop)
    {
        var keys = PolicyKeys.Assign(document, await policies.HighestKeyAsync(stop), previous);
        var compilation = PolicyCompiler.Compile(keys.Document, 1, time.GetUtcNow());
        return (keys.Document, [.. compilation.Issues.Concat(keys.Issues).DistinctBy(issue => (issue.Code, issue.Path, issue.Message))]);
    }

    private static ChangeReview Review(PolicyChange change, PolicyDocument document, PolicyDocument? previous, IReadOnlyList<PolicyIssue> issues) => new(
        PolicyAnswers.Of(change), issues.All(issue => issue.Severity != IssueSeverity.Error), PolicyAnswers.Of(issues),
        PolicyAnswers.Of(PolicyDiff.Compare(previous ?? new PolicyDocument(), document)));

    private static PolicyDocument DocumentOf(PolicyChange change)
    {
        var reading = PolicyJson.Read(change.Document ?? throw new InvalidDataException($"Change {change.Id} has no document."));
        return reading.Document ?? throw new ProblemException(PolicyAnswers.Errors(reading.Issues));
    }

    /// <summary>What others changed since the base, and which of it this change touches too.</summary>
    private static List<FieldError> Collisions(PolicyDocument basis, PolicyDocument latest, PolicyDocument mine, int revision)
    {
        var own = PolicyDiff.Compare(basis, mine).SelectMany(Names).ToHashSet();
        return [.. PolicyDiff.Compare(basis, latest).Select(theirs => new FieldError(
            $"{theirs.Kind}/{theirs.Id}",
            $"The {theirs.Kind} '{theirs.Id}' was changed since" + (Names(theirs).Any(own.Contains) ? ", and by this change too." : "; this change would undo that."),
            $"a change made from revision {revision}"))];
    }

    private static IEnumerable<(string, string)> Names(PolicyDifference difference) =>
        difference.PreviousId is { } before ? [(difference.Kind, difference.Id), (difference.Kind, before)] : [(difference.Kind, difference.Id)];

    private static ProblemException Conflict(string detail, IReadOnlyList<FieldError>? errors) => new(Problems.Conflict(detail, errors), detail);
}
