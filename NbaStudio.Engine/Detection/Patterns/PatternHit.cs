using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>An event as one pattern sees it.</summary>
/// <param name="Time">The event's own time, milliseconds since 1970 UTC.</param>
/// <param name="Fits">A bit for each part that it fits; not 0.</param>
/// <param name="Key">Hash of the values of same.</param>
/// <param name="Captured">Its values that are read later; null = none.</param>
internal readonly record struct PatternHit(long Time, int Fits, ulong Key, Dictionary<string, Value>? Captured = null);
