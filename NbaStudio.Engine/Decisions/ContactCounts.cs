using System.Runtime.InteropServices;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>What the contact rules count for one decision, worked out rule by rule when a candidate first asks, plus what the decision itself is about to use.</summary>
internal sealed class ContactCounts
{
    private readonly PolicySnapshot _policy;
    private readonly int[][] _counts;
    private readonly long[][] _last;
    private readonly bool[] _ready;

    // By rule: the buckets that are not empty, so that only those are emptied; a rule per treatment has thousands.
    private readonly List<int>[] _used;
    private int[] _treatmentOf = new int[256];
    private int[] _channelOf = new int[256];
    private bool _mapped;

    public ContactCounts(PolicySnapshot policy)
    {
        _policy = policy;
        _counts = [.. policy.ContactRules.Select(r => new int[BucketsOf(policy, r.Per)])];
        _last = [.. policy.ContactRules.Select(r => r.Kind is ContactRuleKind.Rest or ContactRuleKind.Never ? new long[BucketsOf(policy, r.Per)] : [])];
        _ready = new bool[policy.ContactRules.Count];
        _used = [.. policy.ContactRules.Select(_ => new List<int>())];
        Array.ForEach(_last, l => Array.Fill(l, long.MinValue));
    }

    public void Begin()
    {
        _mapped = false;
        Array.Clear(_ready);
    }

    /// <summary>How many contacts count in the bucket, without what this decision uses.</summary>
    public int Count(DecisionInputs inputs, ContactRuleSnapshot rule, int bucket)
    {
        Ensure(inputs, rule);
        return _counts[rule.Index][bucket];
    }

    /// <summary>Time of the newest contact of the bucket; long.MinValue when there is none.</summary>
    public long Last(DecisionInputs inputs, ContactRuleSnapshot rule, int bucket)
    {
        Ensure(inputs, rule);
        return _last[rule.Index][bucket];
    }

    /// <summary>Whether choosing this treatment beside those taken keeps every cap and budget.</summary>
    public bool Fits(DecisionContext context, ReadOnlySpan<int> taken, int treatment)
    {
        foreach (var index in _policy.RulesOfTreatment(treatment))
        {
            var rule = _policy.ContactRules[index];
            if (rule.Key == context.Lifted || !UsesNow(context.Inputs, rule))
            {
                continue;
            }

            var bucket = rule.BucketOfTreatment(treatment);
            var used = 0;
            foreach (var t in taken)
            {
                used += t >= 0 && rule.BucketOfTreatment(t) == bucket ? 1 : 0;
            }

            if (used > 0 && Count(context.Inputs, rule, bucket) + used >= rule.Limit)
            {
                return false;
            }
        }

        return FitsBudgets(context, taken, treatment);
    }

    private bool FitsBudgets(DecisionContext context, ReadOnlySpan<int> taken, int treatment)
    {
        foreach (var index in _policy.BudgetsOfTreatment(treatment))
        {
            var used = 0;
            foreach (var t in taken)
            {
                used += t >= 0 && _policy.Budgets[index].AppliesTo.Contains(t) ? 1 : 0;
            }

            if (used > 0 && _policy.Budgets[index].Key != context.Lifted && !BudgetUse.Fits(context, index, used + 1))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a cap on messages is no matter for this decision: an answer on an inbound channel sends nothing.</summary>
    public static bool IsAboutMessagesOnly(DecisionInputs inputs, ContactRuleSnapshot rule) =>
        rule.Kind == ContactRuleKind.Cap && rule.Counted == ContactKind.Sent && inputs.Trigger == 0;

    // A promise to send counts for sent and impressions, one to show for impressions; clicks and rejects count once they are recorded.
    private static bool UsesNow(DecisionInputs inputs, ContactRuleSnapshot rule) =>
        rule.Kind == ContactRuleKind.Cap && rule.Counted is ContactKind.Sent or ContactKind.Impression && !IsAboutMessagesOnly(inputs, rule);

    private void Ensure(DecisionInputs inputs, ContactRuleSnapshot rule)
    {
        if (_ready[rule.Index])
        {
            return;
        }

        _ready[rule.Index] = true;
        Map(inputs);
        var counts = _counts[rule.Index];
        var last = _last[rule.Index];
        var used = _used[rule.Index];
        foreach (var bucket in used)
        {
            counts[bucket] = 0;
            if (last.Length > 0)
            {
                last[bucket] = long.MinValue;
            }
        }

        used.Clear();
        var from = rule.Kind == ContactRuleKind.Cap ? inputs.Now - rule.WindowMilliseconds : long.MinValue;
        var contacts = CollectionsMarshal.AsSpan(inputs.Contacts);
        for (var i = 0; i < contacts.Length; i++)
        {
            ref readonly var entry = ref contacts[i];
            // A promise counts whatever its age: it may become a contact at any moment.
            if ((entry.Time <= from && entry.Status != ContactStatus.Reserved) || !Counts(rule.Counted, entry))
            {
                continue;
            }

            Add(rule, counts, last, used, _treatmentOf[i], _channelOf[i], entry.Time, 1);
        }

        foreach (var day in inputs.ContactDays)
        {
            // A folded day that overlaps the window counts whole: a cap may block early and never late.
            var end = ((day.Day + 1L) * 86_400_000) - 1;
            if (day.Kind == rule.Counted && end > from)
            {
                Add(rule, counts, last, used, _policy.TreatmentIndexOfKey(day.Treatment), _policy.ChannelIndexOfKey(day.Channel), end, day.Count);
            }
        }
    }

    private static bool Counts(ContactKind counted, in ContactEntry entry) => entry.Status == ContactStatus.Reserved
        ? counted == entry.Kind || (entry.Kind == ContactKind.Sent && counted == ContactKind.Impression)
        : counted == entry.Kind;

    private static void Add(ContactRuleSnapshot rule, int[] counts, long[] last, List<int> used, int treatment, int channel, long time, int count)
    {
        var bucket = rule.BucketOfEntry(treatment, channel);
        if (bucket < 0)
        {
            return;
        }

        used.Add(bucket);
        counts[bucket] += count;
        if (last.Length > 0)
        {
            last[bucket] = Math.Max(last[bucket], time);
        }
    }

    private void Map(DecisionInputs inputs)
    {
        if (_mapped)
        {
            return;
        }

        _mapped = true;
        if (_treatmentOf.Length < inputs.Contacts.Count)
        {
            _treatmentOf = new int[inputs.Contacts.Count];
            _channelOf = new int[inputs.Contacts.Count];
        }

        for (var i = 0; i < inputs.Contacts.Count; i++)
        {
            _treatmentOf[i] = _policy.TreatmentIndexOfKey(inputs.Contacts[i].Treatment);
            _channelOf[i] = _policy.ChannelIndexOfKey(inputs.Contacts[i].Channel);
        }
    }

    private static int BucketsOf(PolicySnapshot policy, ContactRulePer per) => per switch
    {
        ContactRulePer.All => 1,
        ContactRulePer.Objective => policy.Objectives.Count,
        ContactRulePer.Group => policy.Groups.Count,
        ContactRulePer.Action => policy.Actions.Count,
        ContactRulePer.Treatment => policy.Treatments.Count,
        _ => policy.Channels.Count,
    };
}
