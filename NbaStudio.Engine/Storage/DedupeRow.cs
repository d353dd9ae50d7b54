namespace NbaStudio.Engine.Storage;

/// <summary>An id that was seen once and must not take effect twice.</summary>
/// <param name="Customer">Internal key.</param>
/// <param name="Kind">Separates ids of events, outcomes, requests and so on.</param>
/// <param name="Id">128-bit hash of the outside id.</param>
/// <param name="Content">64-bit hash of what came with it: another content under the same id is a conflict.</param>
/// <param name="Time">When it was first seen, milliseconds since 1970 UTC.</param>
/// <param name="Reference">What the first one led to (for example a decision number); 0 for nothing.</param>
public readonly record struct DedupeRow(long Customer, byte Kind, UInt128 Id, ulong Content, long Time, long Reference);
