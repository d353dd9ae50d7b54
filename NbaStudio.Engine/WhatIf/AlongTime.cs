using System.Runtime.InteropServices;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Decides the sample again customer by customer in the order of time, with the contacts that the policy itself would have led to: what caps, rests and cool-downs come to in the long run.</summary>
/// <remarks>
/// Where the policy chooses what was really chosen, its contacts and answers are the recorded ones; where it chooses something else, every message counts as delivered and seen at once, and nobody answers. Contacts
/// from before the sample, and those folded into days, stay. Prices and what is left of budgets stay as recorded, unless the policies differ in one: then all of them are used up by all customers in the order of time. No value follows from it: what people would have answered is not known.
/// </remarks>
/// <param name="rows">Filled: what each decision of the sample comes to, in its order. There may be more places.</param>
/// <param name="known">The same under another policy, whose lists of keys are taken where they are the same; null = there is none.</param>
internal sealed class AlongTime(
    WhatIfSample sample, PolicySnapshot policy, Func<RecordedDecision, DecisionContext, bool> decide, Func<DecisionContext> rent, Action<DecisionContext> giveBack, BudgetPurse? purse, PathRow[] rows,
    PathRow[]? known = null)
{
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Follow(int workers, CancellationToken cancellation)
    {
        if (purse is not null)
        {
            FollowTogether(cancellation);
            return;
        }

        // The first decision of each customer; those of one lie side by side.
        int[] starts = [.. Enumerable.Range(0, sample.Decisions).Where(i => i == 0 || sample.Clusters[i] != sample.Clusters[i - 1]), sample.Decisions];
        Chunks.Run(starts.Length - 1, workers, cancellation, (from, to) =>
        {
            var paper = new Paper(rent());
            var others = new OtherContacts();
            for (var customer = from; customer < to; customer++)
            {
                others.Clear();
                for (var i = starts[customer]; i < starts[customer + 1]; i++)
                {
                    Step(i, others, paper);
                }
            }

            giveBack(paper.Context);
        });
    }

    // What one customer uses up, the next does not find.
    private void FollowTogether(CancellationToken cancellation)
    {
        var (paper, others) = (new Paper(rent()), new Dictionary<int, OtherContacts>());
        foreach (var i in sample.ByTime)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!others.TryGetValue(sample.Clusters[i], out var own))
            {
                others.Add(sample.Clusters[i], own = new OtherContacts());
            }

            Step(i, own, paper);
        }

        giveBack(paper.Context);
    }

    /// <param name="others">What the customer was contacted with so far.</param>
    private void Step(int row, OtherContacts others, Paper paper)
    {
        var decision = sample.Recorded[row];
        var asked = others.AreNone ? decision : paper.With(decision, others);
        if (!decide(purse is null ? asked : asked.With(purse.Grants(decision.Inputs.Now)), paper.Context))
        {
            rows[row] = default;
            return;
        }

        purse?.Take(paper.Context);
        paper.Choice.Fill(paper.Context);
        var keys = paper.Keys();
        rows[row] = new PathRow(true, paper.Choice.IsSilent, paper.Choice.Filled, known?[row].Keys is { } same && keys.SequenceEqual(same) ? same : keys.ToArray());
        if (!SaysTheSame(keys, decision.Was))
        {
            others.Put(decision, keys, policy);
        }
    }

    // Whatever stands in which slot; 0 = nothing.
    private static bool SaysTheSame(ReadOnlySpan<int> keys, ReadOnlySpan<int> was)
    {
        foreach (var key in keys)
        {
            if (key != 0 && !was.Contains(key))
            {
                return false;
            }
        }

        foreach (var key in was)
        {
            if (!keys.Contains(key))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Scratch paper of a worker: inputs with other contacts are filled anew for each decision and kept nowhere.</summary>
    private sealed class Paper(DecisionContext context)
    {
        private readonly DecisionInputs _inputs = new();
        private readonly DecisionInputs _asked = new();
        private readonly List<ContactEntry> _contacts = [];
        private readonly List<int> _keys = [];

        public DecisionContext Context { get; } = context;

        public Choice Choice { get; } = new();

        /// <summary>By slot, key of the treatment that was chosen; 0 = nothing. Until the next decision.</summary>
        public ReadOnlySpan<int> Keys()
        {
            _keys.Clear();
            foreach (ref readonly var slot in Choice.Slots)
            {
                _keys.Add(slot.Key);
            }

            return CollectionsMarshal.AsSpan(_keys);
        }

        public RecordedDecision With(RecordedDecision decision, OtherContacts others)
        {
            others.Fill(_contacts, decision.Inputs.Contacts);
            _inputs.Take(decision.Inputs, _contacts);
            _asked.Take(decision.Asked, _contacts);
            return decision with { Inputs = _inputs, Asked = _asked, Candidates = null };
        }
    }
}

/// <summary>What a decision comes to when contacts follow from it.</summary>
/// <param name="Compared">False where its record lacks an input.</param>
/// <param name="Filled">Slots that say something.</param>
/// <param name="Keys">By slot, key of the treatment; 0 = nothing.</param>
internal readonly record struct PathRow(bool Compared, bool IsSilent, int Filled, int[] Keys);
