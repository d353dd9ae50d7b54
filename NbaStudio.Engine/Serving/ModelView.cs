using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Engine.Serving;

/// <summary>Published models of all heads as one policy sees them. Immutable; thread safe.</summary>
public sealed class ModelView : IPropensityView
{
    private readonly HeadView _primary;
    private readonly HeadView?[] _further;
    private readonly int[] _imported;
    private readonly ImportedEvidence[] _trust;

    /// <param name="models">Models of primary heads.</param>
    /// <param name="policy">The revision that decides.</param>
    /// <param name="further">Models of further heads; null = none are learned yet.</param>
    public ModelView(PropensityModels models, PolicySnapshot policy, FurtherModels? further = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(policy);
        Policy = policy;
        Further = further ?? FurtherModels.None;
        _primary = new HeadView(
            models, policy, [.. policy.Treatments.Select(t => policy.Actions[t.Action].StartingPropensity is var s && double.IsNaN(s) ? policy.Arbitration.ReferenceP : s)]);
        _further = [.. Enum.GetValues<HeadKind>().Select(FurtherView)];
        var names = policy.Predictors.Select((p, i) => (p.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        _imported = [.. policy.Treatments.Select(t => policy.Actions[t.Action].PropensityScore is { } score ? names[score] : -1)];
        _trust = [.. policy.Treatments.Select(TrustOf)];
    }

    public PolicySnapshot Policy { get; }

    /// <summary>Models of primary heads.</summary>
    public PropensityModels Models => _primary.Models;

    /// <summary>Models of further heads.</summary>
    public FurtherModels Further { get; }

    public long Version => Math.Max(Models.Version, Further.Version);

    public void Score(ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        _primary.Score(predictors, treatments, scores);
        foreach (var t in treatments)
        {
            if (_imported[t] >= 0 && !_trust[t].IsHeldBack)
            {
                Import(predictors[_imported[t]], t, scores);
            }
        }
    }

    /// <summary>What was served to a candidate, for its response.</summary>
    /// <param name="treatment">Dense index of the treatment.</param>
    /// <param name="p">P as the decision used it.</param>
    /// <param name="source">Where the decision took it from.</param>
    internal ServedPropensity Served(int treatment, double p, PropensitySource source) => new((float)p, source switch
    {
        PropensitySource.Imported => ServedBy.Imported,
        PropensitySource.Override => ServedBy.Unknown,
        _ => _primary.SaidBy(treatment),
    }, Version);

    /// <summary>What was served of a further head.</summary>
    internal ServedPropensity Served(int treatment, HeadFactor head) => new((float)head.Propensity, _further[(int)head.Kind]!.SaidBy(treatment), Version);

    // The learner's answer stands where the imported model has none.
    private void Import(double answer, int t, PropensityScores scores)
    {
        if (answer is >= 0 and <= 1)
        {
            scores.Put(t, answer, scores.Evidence[t], PropensitySource.Imported, _trust[t].SpreadOf(answer));
        }
    }

    private ImportedEvidence TrustOf(TreatmentSnapshot treatment) =>
        Models.RowOf(treatment.Key) is var row and >= 0 && Models.PerformanceOf(row).Imported is { } trust ? trust : ImportedEvidence.None;

    public void ScoreHead(HeadKind head, ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var view = _further[(int)head] ?? throw new ArgumentException($"No treatment of revision {Policy.Revision} has {head} as a further head.", nameof(head));
        view.Score(predictors, treatments, scores);
    }

    /// <summary>The same models as another revision sees them.</summary>
    public ModelView For(PolicySnapshot policy) => new(Models, policy, Further);

    private HeadView? FurtherView(HeadKind kind)
    {
        if (!Policy.Program.Heads.Kinds.Contains(kind))
        {
            return null;
        }

        var starting = Policy.Treatments.Select(t => t.FurtherHead(kind)?.StartingPropensity is { } s && !double.IsNaN(s) ? s : CountModel.DefaultPropensity);
        return new HeadView(Further[kind] ?? PropensityModels.Empty, Policy, [.. starting]);
    }
}
