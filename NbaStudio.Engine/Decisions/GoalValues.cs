namespace NbaStudio.Engine.Decisions;

/// <summary>Works out goals before the stages: their slots are inputs of every rule.</summary>
internal static class GoalValues
{
    public static void Fill(DecisionContext context)
    {
        var goals = context.Policy.Goals;
        for (var i = 0; i < goals.Count; i++)
        {
            var goal = goals[i];
            if (goal.ProgressSlot >= 0)
            {
                context.Frame.Slots[goal.ProgressSlot] = goal.Progress.Evaluate(context.Frame);
            }

            if (goal.DeadlineSlot >= 0 && goal.Deadline is { } deadline)
            {
                context.Frame.Slots[goal.DeadlineSlot] = deadline.Evaluate(context.Frame);
            }
        }
    }
}
