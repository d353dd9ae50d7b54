using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>Works out goals before the stages: their slots are inputs of every rule.</summary>
internal static class GoalValues
{
    public static void Fill(PolicySnapshot policy, EvaluationFrame frame)
    {
        var goals = policy.Goals;
        for (var i = 0; i < goals.Count; i++)
        {
            var goal = goals[i];
            if (goal.ProgressSlot >= 0)
            {
                frame.Slots[goal.ProgressSlot] = goal.Progress.Evaluate(frame);
            }

            if (goal.DeadlineSlot >= 0 && goal.Deadline is { } deadline)
            {
                frame.Slots[goal.DeadlineSlot] = deadline.Evaluate(frame);
            }
        }
    }
}
