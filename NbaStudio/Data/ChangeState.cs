namespace NbaStudio.Data;

/// <summary>How far a change has come.</summary>
public enum ChangeState
{
    Open,
    Submitted,
    Approved,
    Published,
    Dropped,

    /// <summary>A share of customers has it; nobody edits it meanwhile.</summary>
    OnTrial,
}
