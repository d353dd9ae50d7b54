using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Decides the sample again customer by customer in the order of time, with the contacts that the policy itself would have led to: what caps, rests and cool-downs come to in the long run.</summary>
/// <remarks>
/// Where the policy chooses what was really chosen, its contacts and answers are the recorded ones; where it chooses something else, every message counts as delivered and seen at once, and nobody answers. Contacts
/// from before the sample, and those folded into days, stay. Prices and what is left of budgets stay as recorded, unless the policies differ in one: then all of them are used up by all customers in the order of time. No value follows from it: what people would have answered is not known.
/// </remarks>
internal sealed class AlongTime(WhatIfSample sample, PolicySnapshot policy, Func<RecordedDecision, DecisionContext, bool> decide, Func<DecisionContext> rent, Action<DecisionContext> giveBack,
    BudgetPurse? purse = null)
{
    private readonly PathRow[] _rows = new PathRow[sample.Decisions];

    /// <summary>What each decision of the sample comes to, in its order.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public PathRow[] Follow(int workers, CancellationToken cancellation)
    {
        if (purse is not null)
        {
            FollowTogether(cancellation);
            return _rows;
        }

        // The first decision of each customer; those of one lie side by side.
        int[] starts = [.. Enumerable.Range(0, sample.Decisions).Where(i => i == 0 || sample.Clusters[i] != sample.Clusters[i - 1]), sample.Decisions];
        Chunks.Run(starts.Length - 1, workers, cancellation, (from, to) =>
        {
            var (context, choice) = (rent(), new Choice());
            for (var customer = from; customer < to; customer++)
            {
                var others = new Dictionary<long, List<ContactEntry>>();
                for (var i = starts[customer]; i < starts[customer + 1]; i++)
                {
                    Step(i, others, context, choice);
                }
            }

            giveBack(context);
        });
        return _rows;
    }

    // What one customer uses up, the next does not find.
    private void FollowTogether(CancellationToken cancellation)
    {
        var (context, choice, others) = (rent(), new Choice(), new Dictionary<int, Dictionary<long, List<ContactEntry>>>());
        foreach (var i in sample.ByTime)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!others.TryGetValue(sample.Clusters[i], out var own))
            {
                others.Add(sample.Clusters[i], own = []);
            }

            Step(i, own, context, choice);
        }

        giveBack(context);
    }

    /// <param name="others">By number of the decision: what it led to in place of what is recorded.</param>
    private void Step(int row, Dictionary<long, List<ContactEntry>> others, DecisionContext context, Choice choice)
    {
        var decision = sample.Recorded[row];
        var asked = others.Count == 0 ? decision : With(decision, others);
        if (!decide(purse is null ? asked : asked.With(purse.Grants(decision.Inputs.Now)), context))
        {
            return;
        }

        purse?.Take(context);
        choice.Fill(context);
        var keys = new int[choice.Slots.Length];
        for (var s = 0; s < keys.Length; s++)
        {
            keys[s] = choice.Slots[s].Key;
        }

        _rows[row] = new PathRow(true, choice.IsSilent, choice.Filled, keys);
        if (keys.Any(key => key != 0 && !decision.Was.Contains(key)) || decision.Was.Any(key => !keys.Contains(key)))
        {
            others[decision.Inputs.Id.Number] = ContactsOf(decision, keys);
        }
    }

    private static RecordedDecision With(RecordedDecision decision, Dictionary<long, List<ContactEntry>> others)
    {
        // What is chosen both ways keeps what came of it; those entries are added again below.
        var kept = decision.Inputs.Contacts.Where(c => !others.TryGetValue(c.Decision, out var other) || other.Exists(o => o.Treatment == c.Treatment && o.Kind == Recorded));
        var contacts = kept.Concat(others.Values.SelectMany(o => o).Where(o => o.Kind != Recorded)).OrderBy(c => c.Time).ToList();
        return decision.With(contacts);
    }

    private List<ContactEntry> ContactsOf(RecordedDecision decision, int[] keys)
    {
        var contacts = new List<ContactEntry>();
        foreach (var key in keys.Where(k => k != 0))
        {
            if (decision.Was.Contains(key))
            {
                contacts.Add(new ContactEntry(decision.Inputs.Now, key, 0, Recorded, decision.Inputs.Id.Number, ContactStatus.Confirmed));
                continue;
            }

            var channel = policy.Channels[policy.Treatments[policy.TreatmentIndexOfKey(key)].Channel].Key;
            if (decision.Inputs.Trigger != 0)
            {
                contacts.Add(new ContactEntry(decision.Inputs.Now, key, channel, ContactKind.Sent, decision.Inputs.Id.Number, ContactStatus.Confirmed));
            }

            contacts.Add(new ContactEntry(decision.Inputs.Now, key, channel, ContactKind.Impression, decision.Inputs.Id.Number, ContactStatus.Confirmed));
        }

        return contacts;
    }

    /// <summary>Marks a treatment whose recorded contacts stand.</summary>
    private const ContactKind Recorded = (ContactKind)byte.MaxValue;
}

/// <summary>What a decision comes to when contacts follow from it.</summary>
/// <param name="Compared">False where its record lacks an input.</param>
/// <param name="Filled">Slots that say something.</param>
/// <param name="Keys">By slot, key of the treatment; 0 = nothing.</param>
internal readonly record struct PathRow(bool Compared, bool IsSilent, int Filled, int[] Keys);
