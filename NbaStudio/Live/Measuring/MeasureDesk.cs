using NbaStudio.Configuration;
using System.Runtime.CompilerServices;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Census;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Live.Measuring;

/// <summary>Measurement over what is counted from the journal.</summary>
internal sealed class MeasureDesk(NbaEngine engine, ControlStatistics control, LifetimeBook lifetime, JournalFollower follower, Workspace workspace, NbaOptions options) : IMeasureDesk
{
    /// <summary>Decisions that a survey looks at.</summary>
    public const int Sample = 5_000;

    // One survey at a time: it takes a core, and decisions come first.
    private readonly SemaphoreSlim _turns = new(1);

    public MeasureView Read(Caller who, string language)
    {
        who.Demand(Scopes.Read);
        var policy = engine.Policy!;
        var results = ControlJudge.Judge(control.Read(), engine.Now.ToUnixTimeMilliseconds(), policy.Objectives.ToDictionary(o => o.Key, o => o.Id));
        return Of(results, policy, engine.Now, follower.Progress, workspace.IsDemo, language) with { IsStopped = follower.IsStopped };
    }

    public IAsyncEnumerable<SurveyView> SurveyAsync(Caller who, string language, CancellationToken cancellationToken = default)
    {
        // Here and not in the iterator, so that a refusal does not wait for the first figure.
        who.Demand(Scopes.Read);
        return SurveyAsync(engine.HiddenFrom(!who.Has(Scopes.Sensitive)), language, cancellationToken);
    }

    public Task<CustomerTraffic> ReadTrafficAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        return engine.ReadTrafficAsync(cancellationToken);
    }

    public LifetimeView? ReadLifetime() => lifetime.Last;

    public LifetimeUse ReadLifetimeUse() => new(engine.Policy is { } policy ? LifetimeAttributes.DeclaredBy(policy) : [], options.Measure.LifetimeHours);

    public Task<LifetimeView> FitLifetimeAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        return lifetime.FitAsync(cancellationToken);
    }

    private async IAsyncEnumerable<SurveyView> SurveyAsync(HiddenAttributes hidden, string language, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var names = new SurveyNames(engine.Policy!, language);
            await foreach (var survey in engine.SurveyAsync(Sample, cancellationToken))
            {
                yield return names.Of(Without(hidden, survey));
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    // Groups of a sensitive attribute tell values: who may not see them sees that it is watched, and no more.
    private static DecisionSurvey Without(HiddenAttributes hidden, DecisionSurvey survey) => hidden.Names.Count == 0 ? survey : survey with
    {
        Gaps = survey.Gaps with { Marks = [.. survey.Gaps.Marks.Where(m => !hidden.Reads(m.Input))] },
        Fairness = [.. survey.Fairness.Select(line => hidden.Contains(line.Attribute) ? line with { Groups = [] } : line)],
    };

    /// <summary>The hold-outs with the names of a policy, and the trial; what the policy no longer has is left out.</summary>
    internal static MeasureView Of(IReadOnlyList<ControlResult> results, PolicySnapshot policy, DateTimeOffset now, double progress, bool simulated, string language)
    {
        var lines = new List<MeasureLine>();
        MeasureLine? trial = null;
        foreach (var of in results.GroupBy(result => result.Line).Select(line => line.ToList()))
        {
            if (of[0].Line.HoldOut.Trial is { } draw)
            {
                trial = new MeasureLine($"trial {draw.Id}", null, "", of, ControlJudge.Before(of[0].Line));
                continue;
            }

            if (policy.HoldOuts.FirstOrDefault(h => h.Key == of[0].Line.HoldOut.Key) is not { } holdOut)
            {
                continue;
            }

            var objective = holdOut.Objective < 0 ? null : policy.Objectives[holdOut.Objective];
            lines.Add(new MeasureLine(holdOut.Id, objective?.Id, objective?.Label.In(language) ?? "", of, ControlJudge.Before(of[0].Line)));
        }

        return new MeasureView(now, progress, simulated, lines) { HoldsOut = policy.HoldOuts.Count > 0, Trial = trial };
    }
}
