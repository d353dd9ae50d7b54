using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Decisions;

/// <summary>
/// When a goal is reached and when it is behind plan. The plan is the straight line from the progress at which the customer's goal began to 1 at the deadline.
/// A goal falls behind once its progress is more than <see cref="Tolerance"/> below that line, or at the deadline, and is on plan again once it is on the line.
/// Without a deadline it is never behind. Pure and thread safe.
/// </summary>
public static class GoalPlan
{
    /// <summary>How far below the plan progress may be: 10 points of 100.</summary>
    public const double Tolerance = 0.1;

    /// <summary>Progress that the plan asks for; null without a deadline.</summary>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    public static double? PlannedAt(in GoalState goal, long now)
    {
        if (goal.Deadline == 0)
        {
            return null;
        }

        return now >= goal.Deadline ? 1 : goal.StartProgress + ((1 - goal.StartProgress) * (now - goal.StartedAt) / (goal.Deadline - goal.StartedAt));
    }

    /// <summary>How a goal stands now.</summary>
    /// <param name="before">What was known; null = the customer's goal begins now.</param>
    /// <param name="progress">1 = reached.</param>
    /// <param name="deadline">Milliseconds since 1970 UTC; 0 = none.</param>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    public static GoalState Next(GoalState? before, double progress, long deadline, long now)
    {
        // Another deadline, or progress that was used up, is another way to go.
        var begins = before is not { } known || known.Deadline != deadline || (known.Status == GoalStatus.Reached && progress < 1);
        var goal = begins ? new GoalState(GoalStatus.Open, now, Math.Clamp(progress, 0, 1), deadline) : before!.Value;
        return goal with { Status = StatusOf(goal, progress, now) };
    }

    /// <summary>The first instant at which time alone changes how the goal stands, milliseconds since 1970 UTC; <see cref="long.MaxValue"/> = never.</summary>
    public static long NextChange(in GoalState goal, double progress)
    {
        if (goal.Status != GoalStatus.Open || goal.Deadline == 0)
        {
            return long.MaxValue;
        }

        var share = goal.StartProgress >= 1 ? 1 : (progress + Tolerance - goal.StartProgress) / (1 - goal.StartProgress);
        return share >= 1 ? goal.Deadline : goal.StartedAt + (long)Math.Ceiling(share * (goal.Deadline - goal.StartedAt)) + 1;
    }

    private static GoalStatus StatusOf(in GoalState goal, double progress, long now)
    {
        if (progress >= 1)
        {
            return GoalStatus.Reached;
        }

        if (PlannedAt(goal, now) is not { } planned)
        {
            return GoalStatus.Open;
        }

        var allowed = now >= goal.Deadline ? 1 : goal.Status == GoalStatus.Behind ? planned : planned - Tolerance;
        return progress < allowed ? GoalStatus.Behind : GoalStatus.Open;
    }
}
