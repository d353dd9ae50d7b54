namespace NbaStudio.Engine.Propensity.Reports;

/// <summary>Somebody cared for a treatment's models.</summary>
/// <param name="Time">Milliseconds since 1970 UTC, of the journal's entry.</param>
/// <param name="Kind">What was done.</param>
/// <param name="By">Who did it.</param>
/// <param name="Responses">Responses that the models had learned when it was done: for a reset, how many were forgotten; for a start, how many the file counts for.</param>
public sealed record ModelCareEntry(long Time, ModelCareKind Kind, string By, long Responses);

/// <summary>What can be done for a treatment's models. Numbers are stored: never change or reuse one.</summary>
public enum ModelCareKind : byte
{
    /// <summary>What was learned is forgotten.</summary>
    Reset = 1,

    /// <summary>Responses are recorded and not learned from here on.</summary>
    Paused = 2,

    /// <summary>Responses are learned again from here on; those between are not made up for.</summary>
    Resumed = 3,

    /// <summary>They were started from a file.</summary>
    Started = 4,
}
