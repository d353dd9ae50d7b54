using System.Globalization;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>
/// Where customers are who became part of another one. What happened before stays under the old key (decisions, tokens, journal); two named values lead
/// from the old key to the new one and back, so that nothing has to be looked up for customers who were never merged. Thread safe.
/// </summary>
internal sealed class MergedCustomers(IHubReader store)
{
    private const string ForwardPrefix = "merged:";
    private const string FoldedPrefix = "folded:";

    /// <summary>What the commit of a merge stores.</summary>
    public static IEnumerable<BlobRow> Links(IHubReader store, FoldedCustomer folded, long into)
    {
        var forward = new ByteWriter(24);
        forward.Signed(into);
        forward.Signed(folded.Offset);
        yield return new BlobRow(ForwardPrefix + folded.Key, forward.ToArray());
        var back = new ByteWriter(64);
        foreach (var one in Of(store, into).Append(folded))
        {
            back.Signed(one.Key);
            back.Signed(one.Offset);
            back.Signed(one.Decisions);
        }

        yield return new BlobRow(FoldedPrefix + into, back.ToArray());
    }

    /// <summary>What goes when a customer and all that became part of it are erased.</summary>
    public static IEnumerable<BlobRow> LinksToDelete(long key, IEnumerable<long> folded) =>
        folded.SelectMany(k => (string[])[ForwardPrefix + k, FoldedPrefix + k]).Append(FoldedPrefix + key).Select(name => new BlobRow(name, null));

    /// <summary>The customers who became part of this one, directly, in the order in which they did.</summary>
    public static IReadOnlyList<FoldedCustomer> Of(IHubReader store, long key)
    {
        if (store.ReadBlob(FoldedPrefix + key)?.Value is not { } bytes)
        {
            return [];
        }

        var found = new List<FoldedCustomer>();
        var reader = new ByteReader(bytes);
        while (!reader.AtEnd)
        {
            found.Add(new FoldedCustomer(reader.Signed(), reader.Signed(), reader.Signed()));
        }

        return found;
    }

    /// <summary>Keys of all who became part of this customer, directly or through others.</summary>
    public static IReadOnlyList<long> AllOf(IHubReader store, long key)
    {
        var all = new List<long>();
        for (var at = -1; at < all.Count; at++)
        {
            all.AddRange(Of(store, at < 0 ? key : all[at]).Select(f => f.Key));
        }

        return all;
    }

    /// <summary>Who has what was this customer's now; the key itself when it never became part of another.</summary>
    public long HolderOf(long key)
    {
        var at = new ForwardedCustomer(key, 0, []);
        while (Next(at) is { } onward)
        {
            at = onward;
        }

        return at.Key;
    }

    /// <summary>Keys of everybody who became part of another customer.</summary>
    public static IReadOnlySet<long> Moved(IHubReader store) =>
        store.ReadBlobNames(ForwardPrefix).Select(name => long.Parse(name.AsSpan(ForwardPrefix.Length), CultureInfo.InvariantCulture)).ToHashSet();

    /// <summary>The ids by which a decision is known: the one it was made with, then those it has in the customers whom its own became part of.</summary>
    public IReadOnlyList<DecisionId> NamesOf(DecisionId id)
    {
        var names = new List<DecisionId>();
        for (ForwardedCustomer? at = new(id.Customer, 0, []); at is not null; at = Next(at))
        {
            names.Add(new DecisionId(at.Key, at.Number(id.Number)));
        }

        return names;
    }

    /// <summary>Runs work with a customer by key; when the customer has become part of another one, with that one.</summary>
    /// <param name="customer">The key as somebody remembers it.</param>
    /// <param name="queue">Which queue the work waits in.</param>
    /// <param name="work">Is told which way was gone. Also runs for a key that nobody has, as it does in <see cref="HubRuntime{TCustomer}"/>.</param>
    /// <exception cref="CustomerGoneException">(as the task's exception) The customer was erased just now.</exception>
    public async Task<T> RunAsync<T>(HubRuntime<CustomerState> runtime, long customer, LaneQueue queue, Func<LaneContext<CustomerState>, ForwardedCustomer, T> work)
    {
        var way = new ForwardedCustomer(customer, 0, []);
        while (true)
        {
            var here = way;
            ForwardedCustomer? onward = null;
            try
            {
                var result = await runtime.RunAsync(here.Key, queue, lane =>
                {
                    // Only somebody of whom nothing is stored can have moved.
                    onward = lane.IsNew ? Next(here) : null;
                    return onward is null ? work(lane, here) : default;
                }).ConfigureAwait(false);
                if (onward is null)
                {
                    return result!;
                }
            }
            catch (CustomerGoneException)
            {
                onward = Next(here);
                if (onward is null)
                {
                    throw;
                }
            }

            way = onward;
        }
    }

    /// <summary>The customer's part of a merge link, one step on; null when the key leads nowhere.</summary>
    private ForwardedCustomer? Next(ForwardedCustomer from)
    {
        if (store.ReadBlob(ForwardPrefix + from.Key)?.Value is not { } bytes)
        {
            return null;
        }

        var reader = new ByteReader(bytes);
        return new ForwardedCustomer(reader.Signed(), from.Offset + reader.Signed(), [.. from.Path, from.Key]);
    }
}

/// <summary>A customer who became part of another one.</summary>
/// <param name="Key">The key it had.</param>
/// <param name="Offset">What its decision numbers are raised by in the customer who stays.</param>
/// <param name="Decisions">How many decisions it had.</param>
internal readonly record struct FoldedCustomer(long Key, long Offset, long Decisions);

/// <summary>Where a customer is now who was remembered by an older key.</summary>
/// <param name="Key">The key now.</param>
/// <param name="Offset">What decision numbers are raised by.</param>
/// <param name="Path">The keys on the way; empty for a customer who was never merged.</param>
internal sealed record ForwardedCustomer(long Key, long Offset, IReadOnlyList<long> Path)
{
    /// <summary>The number of a decision of the older key, as the customer's state has it now; 0 stays 0.</summary>
    public long Number(long decision) => decision == 0 ? 0 : decision + Offset;

    /// <summary>Ids that name an outcome by its decision are the old customer's own: here they must not meet those of another.</summary>
    public UInt128 OutcomeId(UInt128 id) => Path.Aggregate(id, OutcomeId);

    public static UInt128 OutcomeId(UInt128 id, long key) =>
        new(StableHash.Combine((ulong)(id >> 64), StableHash.Of(key)), StableHash.Combine((ulong)id, StableHash.Of(key, 1)));
}
