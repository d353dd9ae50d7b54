namespace NbaStudio.Engine.Propensity;

/// <summary>The served map from score to probability: linear between knots, level outside. Thread safe.</summary>
public static class ScoreMap
{
    /// <param name="scores">Rising scores of the knots; at least one.</param>
    /// <param name="probabilities">Their probabilities.</param>
    /// <param name="score">The score to look up.</param>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> probabilities, double score)
    {
        if (score <= scores[0])
        {
            return probabilities[0];
        }

        for (var i = 1; i < scores.Length; i++)
        {
            if (score < scores[i])
            {
                var share = (score - scores[i - 1]) / (scores[i] - scores[i - 1]);
                return probabilities[i - 1] + (share * (probabilities[i] - probabilities[i - 1]));
            }
        }

        return probabilities[scores.Length - 1];
    }
}
