namespace NbaStudio.Engine.Runtime;

/// <summary>An id was seen before.</summary>
/// <param name="IsConflict">False: the same content came again (a duplicate). True: other content under the same id; the first is kept.</param>
/// <param name="Reference">What the first one led to.</param>
/// <param name="Time">When the first one came, milliseconds since 1970 UTC.</param>
public readonly record struct DedupeHit(bool IsConflict, long Reference, long Time);
