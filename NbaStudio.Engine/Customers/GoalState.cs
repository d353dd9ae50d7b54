namespace NbaStudio.Engine.Customers;

/// <summary>How far a customer is with a goal.</summary>
public enum GoalStatus : byte
{
    /// <summary>Not reached; on plan, where there is a deadline.</summary>
    Open = 0,

    /// <summary>Not reached, and behind the plan or past the deadline.</summary>
    Behind = 1,

    /// <summary>Progress is 1 or more.</summary>
    Reached = 2,
}

/// <summary>What is remembered of a goal of a customer: where its plan begins, and what was said last.</summary>
/// <param name="StartedAt">Begin of the plan, milliseconds since 1970 UTC.</param>
/// <param name="StartProgress">Progress then.</param>
/// <param name="Deadline">End of the plan, milliseconds since 1970 UTC; 0 = none.</param>
public readonly record struct GoalState(GoalStatus Status, long StartedAt, double StartProgress, long Deadline);
