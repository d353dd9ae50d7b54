using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Benchmarks.Market;

/// <summary>What ranking and truth would have chosen in the very situations of the hub's run: same customer, moment, caps used up. One decision each, without effect.</summary>
/// <remarks>Runs of their own use up caps at their own pace, so that who earned less before has more left; this comparison does not have that flaw.</remarks>
internal sealed class SameSituation(PolicySnapshot policy, PolicySnapshot ranked, PolicySnapshot rankedNeverSilent, IPropensityView ranking) : IMarketObserver
{
    private readonly DecisionContext _oracle = new(policy);
    private readonly DecisionContext _ranked = new(ranked);
    private readonly DecisionContext _rankedNeverSilent = new(rankedNeverSilent);
    private readonly PropensityScores _truth = new(policy.Treatments.Count);
    private readonly Dictionary<string, (Worth Oracle, Worth Ranked, Worth NeverSilent)> _open = [];
    private readonly List<SituationWorth> _decisions = [];

    /// <summary>The fixed ranking to compare with.</summary>
    public IPropensityView Ranking { get; set; } = ranking;

    /// <summary>Before the hub chooses. A preview of the same decision is overwritten by the decision itself.</summary>
    public void Look(DecisionInputs inputs, IPropensityView truth) => _open[inputs.Id.ToString()] = (
        Earned(_oracle, inputs, truth, truth), Earned(_ranked, inputs, Ranking, truth), Earned(_rankedNeverSilent, inputs, Ranking, truth));

    public void OnDecision(DecisionReply reply, IReadOnlyList<double> probabilities)
    {
        if (_open.Remove(reply.DecisionId, out var others))
        {
            var hub = new Worth(reply.Actions.Index().Sum(a => probabilities[a.Index] * a.Item.Value), reply.Actions.Count);
            _decisions.Add(new(hub, others.Ranked, others.NeverSilent, others.Oracle));
        }
        else
        {
            throw new InvalidOperationException($"Decision {reply.DecisionId} was not looked at before.");
        }
    }

    /// <summary>Means per decision of decisions first to last, counted from 1.</summary>
    public SituationWorth Range(int first, int last)
    {
        var slice = _decisions[(first - 1)..last];
        return new(Mean(slice.Select(d => d.Hub)), Mean(slice.Select(d => d.Ranked)), Mean(slice.Select(d => d.NeverSilent)), Mean(slice.Select(d => d.Oracle)));
    }

    private static Worth Mean(IEnumerable<Worth> worths) => new(worths.Average(w => w.Earned), worths.Average(w => w.Contacts));

    private Worth Earned(DecisionContext context, DecisionInputs inputs, IPropensityView view, IPropensityView truth)
    {
        var result = DecisionPipeline.Run(context, inputs, view);
        var sum = 0.0;
        var contacts = 0;
        foreach (var filled in result.Filled.Where(f => f >= 0))
        {
            var chosen = result.Ranked[filled];
            truth.Score([], [chosen.Treatment], _truth);
            sum += _truth.Propensity[chosen.Treatment] * chosen.Value;
            contacts++;
        }

        return new(sum, contacts);
    }
}
