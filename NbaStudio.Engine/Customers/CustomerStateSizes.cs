namespace NbaStudio.Engine.Customers;

/// <summary>Bytes of each part of a stored customer state.</summary>
/// <param name="Identity">Version, key, ids, language, zone, counters.</param>
/// <param name="Patterns">Patterns, timers and sticky decisions.</param>
public sealed record CustomerStateSizes(
    long Identity, long Profile, long Consents, long Addresses, long Contacts, long Aggregates, long OpenResponses, long Patterns, long Timeline)
{
    public long Total => Identity + Profile + Consents + Addresses + Contacts + Aggregates + OpenResponses + Patterns + Timeline;
}
