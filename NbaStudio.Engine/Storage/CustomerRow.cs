namespace NbaStudio.Engine.Storage;

/// <summary>The newest state of a customer, replacing the one before.</summary>
/// <param name="Key">Internal key, at least 1.</param>
/// <param name="State">The compact snapshot written by the customer codec.</param>
/// <param name="NextDue">Earliest instant at which the customer wants to be woken, milliseconds since 1970 UTC; <see cref="long.MaxValue"/> for never.</param>
public sealed record CustomerRow(long Key, byte[] State, long NextDue);

/// <summary>A customer as read from the store, with the ids that must not take effect twice.</summary>
/// <param name="Dedupe">Every remembered id of the customer, in no order.</param>
public sealed record StoredCustomer(long Key, byte[] State, long NextDue, IReadOnlyList<DedupeRow> Dedupe);

/// <summary>A customer who wants to be woken.</summary>
/// <param name="Due">Milliseconds since 1970 UTC.</param>
public readonly record struct DueCustomer(long Key, long Due);
