namespace NbaStudio.Engine.Evaluation;

/// <summary>The area under the ROC curve: the chance that a random positive scores above a random negative, ties counting half. Thread safe.</summary>
public static class RankingQuality
{
    /// <param name="scores">Scores; numbers.</param>
    /// <param name="positives">Outcome of each.</param>
    /// <returns>In [0, 1]; 0.5 when one of the classes is empty.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Auc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positives)
    {
        if (scores.Length != positives.Length)
        {
            throw new ArgumentException($"There are {scores.Length} scores and {positives.Length} outcomes.", nameof(positives));
        }

        var sorted = scores.ToArray();
        var outcomes = positives.ToArray();
        Array.Sort(sorted, outcomes);
        double below = 0, won = 0, positive = 0;
        for (var start = 0; start < sorted.Length;)
        {
            double negativesHere = 0, positivesHere = 0;
            var end = start;
            for (; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                _ = outcomes[end] ? positivesHere++ : negativesHere++;
            }

            won += positivesHere * (below + (negativesHere / 2));
            below += negativesHere;
            positive += positivesHere;
            start = end > start ? end : throw new ArgumentException("A score is not a number.", nameof(scores));
        }

        return positive == 0 || below == 0 ? 0.5 : won / (positive * below);
    }
}
