namespace NbaStudio.Engine.Propensity;

/// <summary>Fits the rising map from score to rate by pooling adjacent violators (Ayer et al. 1955), in blocks large enough to trust. Thread safe.</summary>
public static class IsotonicFit
{
    /// <summary>Fewest responses of a block.</summary>
    public const int BlockResponses = 200;

    /// <summary>Fewest positives of a block.</summary>
    public const int BlockPositives = 5;

    /// <summary>Blocks in rising order of score and of rate. All responses are one block while no full one can be made.</summary>
    /// <param name="scores">Scores, reordered in place.</param>
    /// <param name="positives">Outcomes in the same order.</param>
    public static IsotonicBlock[] Fit(Span<double> scores, ReadOnlySpan<bool> positives)
    {
        var outcomes = new StandingOutcome[positives.Length];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = new(positives[i], 1);
        }

        return Fit(scores, outcomes);
    }

    /// <summary>The same, where some stand for less than a response.</summary>
    /// <param name="scores">Scores, reordered in place.</param>
    /// <param name="outcomes">Outcomes, reordered alike.</param>
    internal static IsotonicBlock[] Fit(Span<double> scores, Span<StandingOutcome> outcomes)
    {
        scores.Sort(outcomes);
        var stack = new List<IsotonicBlock>();
        for (var start = 0; start < scores.Length;)
        {
            var end = start;
            var (positive, all, positives) = (0, 0.0, 0.0);
            for (; end < scores.Length && scores[end] == scores[start]; end++)
            {
                all += outcomes[end].Standing;
                if (outcomes[end].IsPositive)
                {
                    positive++;
                    positives += outcomes[end].Standing;
                }
            }

            Push(stack, new(scores[start], end - start, positive, all, positives));
            start = end;
        }

        return [.. Enlarge(stack)];
    }

    /// <summary>Knots of the served map: each block's mean score and smoothed rate; blocks whose smoothed rates fall are pooled again.</summary>
    /// <param name="blocks">Blocks in rising order of score.</param>
    /// <param name="prior">m, in (0, 1).</param>
    public static (double[] Scores, double[] Probabilities) Knots(ReadOnlySpan<IsotonicBlock> blocks, double prior)
    {
        var stack = new List<IsotonicBlock>(blocks.Length);
        foreach (var block in blocks)
        {
            stack.Add(block);
            while (stack.Count > 1 && Smooth(stack[^2], prior) >= Smooth(stack[^1], prior))
            {
                JoinLast(stack);
            }
        }

        return ([.. stack.Select(b => b.MeanScore)], [.. stack.Select(b => Smooth(b, prior))]);
    }

    private static double Smooth(in IsotonicBlock block, double prior) => CountModel.Smooth(block.Positives, block.Responses, prior);

    private static void Push(List<IsotonicBlock> stack, in IsotonicBlock block)
    {
        stack.Add(block);
        while (stack.Count > 1 && stack[^2].Positives * stack[^1].Responses >= stack[^1].Positives * stack[^2].Responses)
        {
            JoinLast(stack);
        }
    }

    private static void JoinLast(List<IsotonicBlock> stack)
    {
        stack[^2] = stack[^2].Join(stack[^1]);
        stack.RemoveAt(stack.Count - 1);
    }

    // Joining neighbours keeps the rates rising. From the top down, so that the best customers' block is as narrow as evidence allows.
    private static List<IsotonicBlock> Enlarge(List<IsotonicBlock> blocks)
    {
        var result = new List<IsotonicBlock>();
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            if (result.Count > 0 && !IsFull(result[^1]))
            {
                result[^1] = blocks[i].Join(result[^1]);
            }
            else
            {
                result.Add(blocks[i]);
            }
        }

        result.Reverse();
        if (result.Count > 1 && !IsFull(result[0]))
        {
            result[1] = result[0].Join(result[1]);
            result.RemoveAt(0);
        }

        return result;
    }

    private static bool IsFull(in IsotonicBlock block) => block.Rows >= BlockResponses && block.PositiveRows >= BlockPositives;
}
