using System.Collections.Concurrent;
using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Live.Readers;

/// <summary>Names and last moments of customers in memory, so that a marketer can search by part of a name. Filled from the store in the background, kept current by what happens. Thread safe.</summary>
/// <remarks>Holds at most <see cref="Capacity"/> customers; beyond that, customers are found by the beginning of an id.</remarks>
public sealed class CustomerIndex : IHubObserver
{
    public const int Capacity = 200_000;
    private readonly ConcurrentDictionary<long, IndexedCustomer> _customers = new();

    public int Count => _customers.Count;

    /// <summary>Reads every stored customer, a page at a time.</summary>
    public void Fill(IHubReader store, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        long after = 0;
        while (_customers.Count < Capacity && store.ReadCustomerKeys(after, 500) is { Count: > 0 } keys)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var key in keys)
            {
                if (store.LoadCustomer(key) is { } stored)
                {
                    var state = CustomerStateCodec.Read(stored.State);
                    _customers.TryAdd(key, IndexedCustomer.Of(state));
                }
            }

            after = keys[^1];
        }
    }

    /// <summary>The name of a customer, or null when it is not known here.</summary>
    public LocalizedText? NameOf(long key) => _customers.GetValueOrDefault(key)?.Name;

    public void OnCustomer(CustomerNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (notice.IsErased)
        {
            _customers.TryRemove(notice.Key, out _);
        }
        else if (_customers.Count < Capacity || _customers.ContainsKey(notice.Key))
        {
            var fresh = IndexedCustomer.Of(notice.Key, notice.CustomerId, notice.Aliases, notice.Names, notice.Language, notice.Simulated);
            _customers.AddOrUpdate(notice.Key, fresh, (_, known) => fresh with { LastSeen = known.LastSeen, LastMoment = known.LastMoment, LastDecision = known.LastDecision });
        }
    }

    /// <summary>Customers whose ids or names contain the text, the most recently active first.</summary>
    public IReadOnlyList<IndexedCustomer> Find(string? text)
    {
        var wanted = Engine.Conditions.TextValue.Fold(text?.Trim() ?? "").Replace(" ", "", StringComparison.Ordinal);
        return [.. _customers.Values.Where(c => wanted.Length == 0 || c.SearchText.Contains(wanted, StringComparison.Ordinal))
            .OrderByDescending(c => c.LastSeen ?? DateTimeOffset.MinValue).ThenBy(c => c.CustomerId, StringComparer.Ordinal)];
    }

    public void OnEvent(EventNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (_customers.TryGetValue(notice.Customer, out var known))
        {
            _customers[notice.Customer] = known with { LastSeen = notice.Time, LastMoment = notice.Type };
        }
    }

    public void OnDecision(DecisionNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var known = _customers.GetValueOrDefault(notice.Id.Customer);
        if (known is null && _customers.Count >= Capacity)
        {
            return;
        }

        known ??= new IndexedCustomer(notice.Id.Customer, notice.CustomerId, notice.DisplayName, Engine.Conditions.TextValue.Fold(notice.CustomerId), notice.Simulated);
        _customers[notice.Id.Customer] = known with
        {
            LastSeen = notice.Reply.Time,
            LastMoment = notice.Trigger ?? notice.Moment,
            LastDecision = notice.Reply.Actions.Count > 0 ? notice.Reply.Actions[0].Action : "",
        };
    }

}

/// <summary>A customer as the list shows one.</summary>
/// <param name="SearchText">Ids and names, folded, without blanks.</param>
/// <param name="LastDecision">Id of the action; empty = silence; null = none yet.</param>
public sealed record IndexedCustomer(
    long Key, string CustomerId, LocalizedText Name, string SearchText, bool Simulated, DateTimeOffset? LastSeen = null, string? LastMoment = null, string? LastDecision = null)
{
    public static IndexedCustomer Of(CustomerState state)
    {
        var names = state.Profile.Values.Where(v => v.Key.Contains("name", StringComparison.OrdinalIgnoreCase) && v.Value.Text is not null)
            .ToDictionary(v => v.Key, v => v.Value.Text!.Original, StringComparer.Ordinal);
        var last = state.Timeline.Items.LastOrDefault();
        return Of(state.Key, state.PrimaryId, state.Aliases, names, state.Language, state.Simulated) with
        {
            LastSeen = last.Time == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(last.Time),
            LastMoment = last.Time == 0 ? null : last.Type,
        };
    }

    public static IndexedCustomer Of(
        long key, string id, IReadOnlyList<string> aliases, IReadOnlyDictionary<string, string> names, string? language, bool simulated)
    {
        var (first, last) = (names.GetValueOrDefault("first_name"), names.GetValueOrDefault("last_name"));
        // Family name first and last, so that both orders of typing find it.
        var text = string.Join('\n', [.. aliases, last + first + last, .. names.Values]);
        return new IndexedCustomer(
            key, id, CustomerText.Name(id, first, last, names.GetValueOrDefault("name_latin"), language),
            Engine.Conditions.TextValue.Fold(text).Replace(" ", "", StringComparison.Ordinal), simulated);
    }
}
