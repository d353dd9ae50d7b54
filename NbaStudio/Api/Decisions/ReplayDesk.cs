using NbaStudio.Api.Policies;
using NbaStudio.Engine;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;

namespace NbaStudio.Api.Decisions;

/// <summary>Decides recorded decisions again, for the console and for the API.</summary>
internal sealed class ReplayDesk(NbaEngine engine, ChangeDesk changes, ChangeLoader loader, TimeProvider time) : IReplayDesk
{
    public async Task<ReplayView> ReplayAsync(string decisionId, ReplayUnder under, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        ArgumentNullException.ThrowIfNull(under);
        var words = new Words(language);
        if (!DecisionId.TryParse(decisionId, out var id) || engine.Records.Read(id) is not { } record)
        {
            return new ReplayView(false, words["replay.gone"]);
        }

        if (under.With == ReplayWith.Own)
        {
            return engine.Replay(id) is { } replay
                ? new ReplayView(replay.IsIdentical, words[replay.IsIdentical ? "replay.identical" : "replay.different"])
                : new ReplayView(false, words["replay.gone"]);
        }

        PolicySnapshot policy;
        try
        {
            policy = await PolicyAsync(under, cancellationToken);
        }
        catch (ProblemException)
        {
            // The page of the change lists what is wrong with it.
            return new ReplayView(false, words["replay.changeWrong"]);
        }

        if (TellsSensitive(record, policy, who))
        {
            return new ReplayView(false, words["replay.hidden"]);
        }

        var comparison = await Task.Run(() => engine.Compare(id, policy, language, !who.Has(Scopes.Sensitive)), cancellationToken);
        var name = under.Change is null ? null : (await loader.FindAsync(under.Change, cancellationToken))?.Change.Name ?? under.Change;
        if (comparison is null)
        {
            return new ReplayView(false, words["replay.gone"]);
        }

        var view = ReplayViews.Of(comparison, policy, name, engine.Policy!.Revision, language);
        var isIdentical = comparison.Replay.IsIdentical;
        return new ReplayView(isIdentical, words[!view.IsSameChoice ? "replay.otherChoice" : isIdentical ? "replay.sameChoice" : "replay.sameOtherNumbers"]) { Comparison = view };
    }

    /// <summary>The policy that decides instead of the record's.</summary>
    /// <exception cref="ProblemException">There is no such change, or it does not make a policy.</exception>
    public async Task<PolicySnapshot> PolicyAsync(ReplayUnder under, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(under);
        if (under.Change is not { } change)
        {
            return engine.Policy!;
        }

        var document = await changes.DraftAsync(change, stop)
            ?? throw new ProblemException([new FieldError("change", $"There is no change '{(change.Length > 64 ? change[..64] : change)}'.", "the id of a change")]);
        var compilation = await Task.Run(() => PolicyCompiler.Compile(document, 1, time.GetUtcNow()), stop);
        return compilation.Snapshot ?? throw new ProblemException([.. compilation.Issues.Select(i => new FieldError(i.Path, i.Message, i.Suggestion))]);
    }

    /// <summary>Whether what a policy chooses beside what was chosen would tell a value that the reader may not see.</summary>
    public bool TellsSensitive(DecisionRecord record, PolicySnapshot policy, Caller who)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(who);
        return !who.Has(Scopes.Sensitive) && Engine.Decisions.Explanations.HiddenAttributes.Of(record.Policy, policy, engine.Policy).DecideOtherwise(record.Policy, policy);
    }
}
