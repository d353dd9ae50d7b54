using System.Runtime.InteropServices;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving.Census;

/// <summary>Counts where candidates fell, by rule, and how each action fared. Not thread safe.</summary>
internal sealed class FunnelCount
{
    private readonly Dictionary<FallPoint, (long Candidates, int Decisions)> _losses = [];
    private readonly Dictionary<int, ActionCount> _actions = [];
    private readonly HashSet<FallPoint> _here = [];
    private readonly HashSet<int> _candidates = [];
    private readonly HashSet<int> _chosen = [];

    public long Candidates { get; private set; }

    public long Chosen { get; private set; }

    public void Look(DecisionRecord record)
    {
        var (policy, result) = (record.Policy, record.Result);
        _here.Clear();
        _candidates.Clear();
        _chosen.Clear();
        var first = result.Filled.FirstOrDefault(f => f >= 0, -1) is var slot and >= 0 ? policy.Actions[policy.Treatments[result.Ranked[slot].Treatment].Action].Key : 0;
        for (var t = 0; t < result.Fates.Count; t++)
        {
            var fate = result.Fates[t];
            if (!fate.IsCandidate)
            {
                continue;
            }

            Candidates++;
            var action = policy.Actions[policy.Treatments[t].Action].Key;
            _candidates.Add(action);
            if (fate.Stage == PipelineStage.Chosen)
            {
                Chosen++;
                _chosen.Add(action);
                continue;
            }

            var at = FallPoints.Of(policy, t, fate);
            ref var loss = ref CollectionsMarshal.GetValueRefOrAddDefault(_losses, at, out _);
            loss = (loss.Candidates + 1, loss.Decisions + (_here.Add(at) ? 1 : 0));
            Of(action).Fell(at, first == action ? 0 : first);
        }

        foreach (var action in _candidates)
        {
            Of(action).Candidate++;
        }

        foreach (var action in _chosen)
        {
            Of(action).Chosen++;
        }
    }

    /// <summary>Those of the most candidates first.</summary>
    public IReadOnlyList<FunnelLoss> Losses() => [.. _losses.Select(l => new FunnelLoss(l.Key, l.Value.Candidates, l.Value.Decisions)).OrderByDescending(l => l.Candidates).ThenBy(l => l.At.Stage).ThenBy(l => l.At.Key)];

    /// <summary>Of every action of a policy, in its order; those that were no candidate as well.</summary>
    public IReadOnlyList<ActionFate> Actions(PolicySnapshot policy) => [.. policy.Actions.Where(a => a.Activity.Kind != ActivityKind.Archived).Select(a => _actions.TryGetValue(a.Key, out var count) ? count.Read(a.Key) : new ActionFate(a.Key, 0, 0, null, 0, 0, null, 0))];

    private ActionCount Of(int action) => _actions.TryGetValue(action, out var count) ? count : _actions[action] = new ActionCount();

    private sealed class ActionCount
    {
        private readonly Dictionary<FallPoint, long> _blocks = [];
        private readonly Dictionary<int, long> _takers = [];
        private long _outranked;

        public int Candidate { get; set; }

        public int Chosen { get; set; }

        /// <param name="taker">Key of the other action in the first filled place; 0 = none.</param>
        public void Fell(in FallPoint at, int taker)
        {
            if (at.Stage == PipelineStage.Choice)
            {
                _outranked++;
                if (taker != 0 && at.Reason != DropReason.ActionAlreadyChosen)
                {
                    _takers[taker] = _takers.GetValueOrDefault(taker) + 1;
                }
            }
            else
            {
                _blocks[at] = _blocks.GetValueOrDefault(at) + 1;
            }
        }

        public ActionFate Read(int key)
        {
            FallPoint? block = _blocks.Count == 0 ? null : _blocks.OrderByDescending(b => b.Value).ThenBy(b => b.Key.Stage).ThenBy(b => b.Key.Key).First().Key;
            int? taker = _takers.Count == 0 ? null : _takers.OrderByDescending(t => t.Value).ThenBy(t => t.Key).First().Key;
            return new ActionFate(key, Candidate, Chosen, block, block is { } b ? _blocks[b] : 0, _outranked, taker, taker is { } by ? _takers[by] : 0);
        }
    }
}
