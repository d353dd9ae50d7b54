using System.Runtime.CompilerServices;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Decides for customers as they stand now, whether or not anything was decided for them lately, under the policy in force and under another one. Reads what is durable; has no effect.</summary>
/// <remarks>
/// One decision for each channel that both have and that one of them has something for, with all its placements, without context and trigger. What nobody asked for yet is worked out: counts of events come from the journal, where the published
/// policy does not keep them. An e-mail channel is left out where the customer has no address. Budgets count as they stand; a new one as untouched.
/// </remarks>
internal sealed class CustomerComparison
{
    private const int Page = 250;
    private const int Step = 25;

    private readonly IHubReader _store;
    private readonly IReadOnlyDictionary<int, (double Left, double Price)> _budgets;
    private readonly Side _before;
    private readonly Side _after;
    private readonly (int Key, string Id, ChannelKind Kind, IReadOnlyList<SlotRequest> Slots)[] _channels;
    private readonly ChangeTally _tally;

    /// <param name="budgets">By key, what is left and what it costs.</param>
    public CustomerComparison(
        IHubReader store, JournalEvents events, UnknownAttributes unknown, ModelView models, PolicySnapshot before, PolicySnapshot after, IReadOnlyDictionary<int, (double Left, double Price)> budgets)
    {
        (_store, _budgets) = (store, budgets);
        (_before, _after) = (new Side(store, events, unknown, models, before), new Side(store, events, unknown, models, after));
        _channels = [.. before.Channels.Where(c => after.ChannelIndexOfKey(c.Key) is var other and >= 0 && before.TreatmentsOfChannel(c.Index).Length + after.TreatmentsOfChannel(other).Length > 0).Select(c => (c.Key, c.Id, c.Kind, SlotsOf(c, after.Channels[after.ChannelIndexOfKey(c.Key)])))];
        _tally = new ChangeTally(before, after, hasFairness: false);
    }

    /// <param name="most">Customers to look at: where there are more, those with the smallest hash of their key, the same ones each time.</param>
    /// <param name="now">The hub's clock, milliseconds since 1970 UTC.</param>
    public async IAsyncEnumerable<ChangeEffect> RunAsync(int most, long now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var keys = await Task.Run(() => Choose(most, cancellation), cancellation).ConfigureAwait(false);
        _tally.Sample = keys.Count;
        for (var from = 0; from < keys.Count; from += Step)
        {
            await Task.Run(() => keys.Skip(from).Take(Step).ToList().ForEach(key => Compare(key, now)), cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            yield return _tally.Effect(from + Step >= keys.Count);
        }

        if (keys.Count == 0)
        {
            yield return _tally.Effect(true);
        }
    }

    private List<long> Choose(int most, CancellationToken cancellation)
    {
        var smallest = new PriorityQueue<long, ulong>(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));
        for (var keys = _store.ReadCustomerKeys(0, Page); keys.Count > 0; keys = _store.ReadCustomerKeys(keys[^1], Page))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var key in keys)
            {
                if (smallest.Count < most)
                {
                    smallest.Enqueue(key, StableHash.Of(key, 0));
                }
                else
                {
                    smallest.EnqueueDequeue(key, StableHash.Of(key, 0));
                }
            }
        }

        return [.. smallest.UnorderedItems.Select(i => i.Element).Order()];
    }

    private void Compare(long key, long now)
    {
        if (_store.LoadCustomer(key) is not { } stored)
        {
            return; // erased meanwhile
        }

        // Each policy has its own aggregates to bind, so each has its own copy.
        var (was, would) = (CustomerStateCodec.Read(stored.State), CustomerStateCodec.Read(stored.State));
        _before.Fill(was, now);
        _after.Fill(would, now);
        foreach (var channel in _channels)
        {
            if (channel.Slots.Count > 0 && (channel.Kind != ChannelKind.Email || was.Addresses.Find(channel.Id) is { IsRefused: false }))
            {
                _tally.Count(key, 0, _before.Inputs, _before.Decide(was, channel.Slots, now, _budgets), _after.Inputs, _after.Decide(would, channel.Slots, now, _budgets), null, was.PrimaryId);
            }
        }
    }

    // Placements that both have; a channel without any has one place.
    private static IReadOnlyList<SlotRequest> SlotsOf(ChannelSnapshot before, ChannelSnapshot after) => before.Placements.Count + after.Placements.Count == 0
        ? [new SlotRequest([before.Key], "", 0)]
        : [.. before.Placements.Where(p => after.PlacementIndex(p.Name) >= 0).Select(p => new SlotRequest([before.Key], p.Name, 0))];

    /// <summary>One of the two policies, with scratch paper of its own.</summary>
    private sealed class Side
    {
        private readonly ServingPolicy _policy;
        private readonly DecisionContext _context;
        private readonly ModelView _models;
        private readonly Conditions.EvaluationFrame _frame;
        private readonly AggregateCatalogue _new;
        private readonly JournalAggregates _journal;

        public Side(IHubReader store, JournalEvents events, UnknownAttributes unknown, ModelView models, PolicySnapshot policy)
        {
            (_policy, _context, _models) = (new ServingPolicy(policy, unknown), new DecisionContext(policy), new ModelView(models.Models, policy, models.Further));
            _frame = new Conditions.EvaluationFrame(policy.Layout.Count);
            (_new, _journal) = (AggregateCompleteness.Read(store).Missing(_policy.Aggregates), new JournalAggregates(store, events));
            Inputs = new DecisionInputs { Revision = policy.Revision, Layout = policy.Layout, Values = _frame.Slots };
        }

        public DecisionInputs Inputs { get; }

        public void Fill(CustomerState customer, long now)
        {
            if (_new.Count > 0)
            {
                customer.Aggregates.Install(_new, _journal.Of(_policy.Snapshot, _new, customer.Key));
            }

            Schedules.AudienceTest.Fill(_policy, _frame, customer, now);
        }

        /// <summary>Decides with the frame that <see cref="Fill"/> filled.</summary>
        public DecisionResult Decide(CustomerState customer, IReadOnlyList<SlotRequest> slots, long now, IReadOnlyDictionary<int, (double Left, double Price)> budgets)
        {
            var policy = _policy.Snapshot;
            Inputs.Clear();
            InputsBuilder.Describe(Inputs, policy, customer, now);
            Inputs.Slots.AddRange(slots);
            foreach (var budget in policy.Budgets)
            {
                var (left, price) = budgets.GetValueOrDefault(budget.Key, (double.PositiveInfinity, 0));
                Inputs.Budgets.Add(new BudgetFact(budget.Key, left, price));
            }

            return DecisionPipeline.Run(_context, Inputs, _models);
        }
    }
}
