using System.Buffers;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>Asks the imported models that the revision reads, once per decision, before goals and stages: their answers are inputs like all others.</summary>
internal static class ScoreValues
{
    /// <param name="frame">Filled from the customer and the request.</param>
    public static void Fill(PolicySnapshot policy, EvaluationFrame frame)
    {
        var scores = policy.Scores;
        for (var i = 0; i < scores.Count; i++)
        {
            if (scores[i].Slot >= 0)
            {
                frame.Slots[scores[i].Slot] = Value.OfNumber(AnswerOf(scores[i], frame));
            }
        }
    }

    private static double AnswerOf(ScoreSnapshot score, EvaluationFrame frame)
    {
        var inputs = score.Inputs;
        var features = ArrayPool<double>.Shared.Rent(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            features[i] = inputs[i].Slot < 0 ? double.NaN : inputs[i].Of(frame.Slots[inputs[i].Slot]);
        }

        var answer = score.Model.Score(features.AsSpan(0, inputs.Count));
        ArrayPool<double>.Shared.Return(features);
        return answer;
    }
}
