using System.Text.Json.Nodes;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving.Trials;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Hub;

namespace NbaStudio.Api.Policies;

/// <summary>What becomes of a running trial when something is published to everyone: it goes on upon that, or it ends.</summary>
internal sealed class TrialPlanner(TrialStore trials, ChangeStore changes, PolicyStore policies, PolicyDocuments documents, TimeProvider time)
{
    /// <summary>Plans the trial's step; null where none runs.</summary>
    /// <param name="next">What is to be published.</param>
    /// <param name="newest">Number of the newest revision.</param>
    /// <param name="urgent">Whether it must not wait: a trial that cannot go on upon it is withdrawn. Else publishing is refused.</param>
    /// <exception cref="ProblemException">The trial cannot go on upon it.</exception>
    public async Task<TrialPlan?> PlanAsync(Publishable next, int newest, bool urgent, CancellationToken stop)
    {
        if (await trials.RunningAsync(stop) is not { } trial)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (next.Change?.Id == trial.ChangeId)
        {
            return new TrialPlan(trial, new TrialStep(trial.Id, now), null);
        }

        var (document, note, errors) = await OntoAsync(trial, next.Document, newest + 1, now, stop);
        if (document is null && !urgent)
        {
            throw PolicyDesk.Conflict($"The trial of '{trial.Name}' cannot go on beside this. Publish the trial to everyone or withdraw it first. Nothing was published.", errors);
        }

        return new TrialPlan(trial, new TrialStep(trial.Id, now, document is null ? null : PolicyStorage.Split(document), note), document);
    }

    /// <summary>The document with the keys that the running trial has for what only it has; as it is where none runs.</summary>
    public async Task<PolicyDocument> WithTrialKeysAsync(PolicyDocument document, CancellationToken stop) =>
        await trials.RunningAsync(stop) is { } trial ? PolicyKeys.Assign(document, await policies.HighestKeyAsync(stop), await DocumentAsync(trial, stop)).Document : document;

    /// <summary>Whether the running trial has an item.</summary>
    public async Task<PolicyTrial?> WithItemAsync(string kind, string id, CancellationToken stop) =>
        await trials.RunningAsync(stop) is { } trial && PolicyItems.Split(await DocumentAsync(trial, stop)).Any(item => item.Kind == kind && item.Id == id) ? trial : null;

    /// <summary>The running trial where it has an item that does not rest in it.</summary>
    public async Task<PolicyTrial?> RunsInTrialAsync(string kind, string id, CancellationToken stop) =>
        await trials.RunningAsync(stop) is { } trial && PolicyItems.Split(await DocumentAsync(trial, stop)).FirstOrDefault(item => item.Kind == kind && item.Id == id) is { } item
            && JsonNode.Parse(item.Json)?["paused"]?.GetValue<bool>() != true ? trial : null;

    private async Task<(PolicyDocument? Document, string? Note, IReadOnlyList<FieldError> Errors)> OntoAsync(PolicyTrial trial, PolicyDocument next, int number, DateTimeOffset now, CancellationToken stop)
    {
        var change = await changes.FindAsync(trial.ChangeId, stop) ?? throw new InvalidDataException($"The change {trial.ChangeId} of trial {trial.Id} is gone.");
        var bases = new Dictionary<int, PolicyDocument?>();
        foreach (var basis in change.Edits.Select(e => e.Base).Distinct())
        {
            bases[basis] = basis == 0 ? null : await LoadAsync(basis, stop);
        }

        var draft = PolicyEdits.Rebase(next, number, change.Edits, b => bases[b]);
        if (draft.Conflicts.Count > 0)
        {
            return (null, "conflict", [.. draft.Conflicts.Select(c => new FieldError($"{c.Edit.Kind}/{c.Id}", PolicyAnswers.Sentence(c), "the trial published or withdrawn"))]);
        }

        if (draft.Document is not { } document)
        {
            return (null, "issues", PolicyAnswers.Errors(draft.Issues));
        }

        var keyed = PolicyKeys.Assign(document, await policies.HighestKeyAsync(stop), await DocumentAsync(trial, stop)).Document;
        var issues = TrialCheck.Mistakes(next, keyed, now);
        return issues.Count > 0 ? (null, "issues", PolicyAnswers.Errors(issues)) : (keyed, null, []);
    }

    private Task<PolicyDocument> DocumentAsync(PolicyTrial trial, CancellationToken stop) => LoadAsync(trial.Revision, stop);

    private async Task<PolicyDocument> LoadAsync(int number, CancellationToken stop) =>
        await documents.LoadAsync(number, stop) ?? throw new InvalidDataException($"There is no revision {number} of the policy.");
}

/// <summary>What a publication does with the trial.</summary>
/// <param name="Document">The trial as it goes on; null = it ends.</param>
internal sealed record TrialPlan(PolicyTrial Trial, TrialStep Step, PolicyDocument? Document);
