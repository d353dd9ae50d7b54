using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>
/// Fills new aggregates from the journal before their revision decides. A few customers at a time are held, so that everything of theirs is in the journal;
/// their entries are read, the numbers stored, and from then on their events count as they happen. So each event counts once, decisions go on, and after a crash
/// filling starts anew: what it had stored is replaced.
/// </summary>
internal sealed class AggregateFiller(HubServices services, HubRuntime<CustomerState> runtime, IHubReader store, JournalEvents events)
{
    /// <summary>Customers held together: enough for one commit to pay off, few enough for nobody to notice the wait.</summary>
    private const int Together = 32;

    private const int MaximumRetries = 200;

    private readonly JournalAggregates _journal = new(store, events);
    private AggregateFill? _progress;

    /// <summary>How far filling is; null while nothing is filled.</summary>
    public AggregateFill? Progress => Volatile.Read(ref _progress);

    /// <summary>Fills what the catalogue has and the customers have not, and says from when on every number is complete.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="inForce">Whether the revision counts events already: at the start, before anybody is served.</param>
    public async Task<AggregateCompleteness> FillAsync(ServingPolicy revision, bool inForce)
    {
        var catalogue = revision.Aggregates;
        var known = AggregateCompleteness.Read(store);
        var missing = known.Missing(catalogue);
        if (missing.Count == 0)
        {
            return known.For(catalogue, _ => 0);
        }

        var head = store.ReadHead();
        var begun = services.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var plan = new PreparedAggregates(revision.Snapshot, missing, missing.Items.Aggregate(StableHash.Of(head.Sequence, begun), (h, i) => StableHash.Combine(h, i.Fingerprint)));
        if (!inForce)
        {
            using var alone = await services.AloneAsync().ConfigureAwait(false);
            services.Prepare(plan);
        }

        try
        {
            await FillAsync(plan, inForce).ConfigureAwait(false);
        }
        catch
        {
            Abandon();
            throw;
        }
        finally
        {
            Volatile.Write(ref _progress, null);
        }

        var start = JournalStart();
        return known.For(catalogue, a => head.Sequence == 0 ? 0 : OutcomeEvents.IsJournaled(a.EventType) ? start : begun);
    }

    /// <summary>The revision will not come.</summary>
    public void Abandon()
    {
        if (services.State.Prepared is not null)
        {
            services.Prepare(null);
        }
    }

    /// <summary>What a held customer has of the aggregates being filled, from the journal where that was not done yet; null when nothing is being filled.</summary>
    public PreparedStates? PrepareSource(CustomerState source) => services.State.Prepared is not { } plan ? null
        : new PreparedStates(plan, plan.Covers(source) ? source.Aggregates : _journal.Of(plan.Policy, plan.Catalogue, source.Key));

    /// <summary>Takes over the aggregates being filled when one customer becomes part of another. One who is not filled yet will be, from both journals.</summary>
    public static void Fold(ServingState serving, CustomerState target, PreparedStates? source)
    {
        if (source?.States is { } states && ReferenceEquals(serving.Prepared, source.Plan) && source.Plan.Covers(target))
        {
            target.Aggregates.MergePrepared(states, source.Plan.Catalogue);
        }
    }

    private async Task FillAsync(PreparedAggregates plan, bool inForce)
    {
        // Whoever gets a key after this comes into being under the plan, and says so.
        var last = runtime.Directory.LastKey;
        var names = plan.Catalogue.Items.Select(i => i.Definition.Name).ToArray();
        var started = services.Time.GetUtcNow();
        for (var from = 1L; from <= last; from += Together)
        {
            Volatile.Write(ref _progress, new AggregateFill(plan.Policy.Revision, names, from - 1, last, started));
            var keys = Enumerable.Range(0, (int)Math.Min(Together, last - from + 1)).Select(i => from + i).ToArray();
            for (var attempt = 1; !await TryFillAsync(plan, keys, inForce).ConfigureAwait(false); attempt++)
            {
                if (attempt == MaximumRetries)
                {
                    throw new HubUnavailableException("The hub did not recover while aggregates were being filled; nothing was published.");
                }

                await runtime.WhenRecoveredAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>False when a commit failed: the hub reads everything again, and so does this.</summary>
    private async Task<bool> TryFillAsync(PreparedAggregates plan, long[] keys, bool inForce)
    {
        using var alone = await services.AloneAsync().ConfigureAwait(false);
        try
        {
            var held = await runtime.HoldAsync(keys).ConfigureAwait(false);
            try
            {
                var installing = new List<Task>();
                foreach (var one in held.Where(h => h.Exists && (inForce || !h.Customer.Aggregates.Contains(plan.Mark))))
                {
                    var filled = _journal.Of(plan.Policy, plan.Catalogue, one.Key);
                    if (filled is not null || one.Customer.Aggregates.ContainsAny(plan.Catalogue))
                    {
                        installing.Add(runtime.RunHeldAsync(one, lane =>
                        {
                            lane.Customer.Aggregates.Install(plan.Catalogue, filled);
                            lane.Changed();
                            return true;
                        }));
                    }
                }

                await Task.WhenAll(installing).ConfigureAwait(false);
                plan.MoveTo(keys[^1]);
                return true;
            }
            finally
            {
                await runtime.ReleaseAsync(held).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is CommitFailedException or HubUnavailableException or HubBusyException or HubStoreException)
        {
            return false;
        }
    }

    /// <summary>When the oldest kept entry was written; 0 while every entry is kept.</summary>
    private long JournalStart() => store.ReadHead().AnchorSequence == 0 ? 0
        : store.ReadJournal(1, 1) is [var first] ? first.Time : services.Time.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>How far the filling of new aggregates is.</summary>
/// <param name="Revision">The revision that waits for it.</param>
/// <param name="Aggregates">What is filled.</param>
/// <param name="Done">Customers done.</param>
/// <param name="Total">Customers in all.</param>
public sealed record AggregateFill(int Revision, IReadOnlyList<string> Aggregates, long Done, long Total, DateTimeOffset StartedAt);

/// <summary>What a customer has of aggregates that are being filled.</summary>
internal sealed record PreparedStates(PreparedAggregates Plan, AggregateSet? States);
