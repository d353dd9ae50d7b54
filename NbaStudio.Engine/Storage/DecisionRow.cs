namespace NbaStudio.Engine.Storage;

/// <summary>The stored record of a decision.</summary>
/// <param name="Time">Milliseconds since 1970 UTC.</param>
/// <param name="IsFull">True when <paramref name="Inputs"/> holds every slot; false when it is a delta to the last full one.</param>
/// <param name="Inputs">Encoded inputs.</param>
/// <param name="Result">Encoded result.</param>
public sealed record DecisionRow(long Customer, long Number, long Time, bool IsFull, byte[] Inputs, byte[] Result);
