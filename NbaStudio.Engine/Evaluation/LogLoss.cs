namespace NbaStudio.Engine.Evaluation;

/// <summary>Mean surprise of predicted probabilities, in nats. Lower is better. Thread safe.</summary>
public static class LogLoss
{
    /// <summary>-ln of the probability that was given to what happened.</summary>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="positive">What happened.</param>
    public static double Of(double probability, bool positive) => -Math.Log(positive ? probability : 1 - probability);

    /// <summary>The mean over rows; 0 without rows.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Mean(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> positives)
    {
        if (probabilities.Length != positives.Length)
        {
            throw new ArgumentException($"There are {probabilities.Length} probabilities and {positives.Length} outcomes.", nameof(positives));
        }

        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            sum += Of(probabilities[i], positives[i]);
        }

        return probabilities.Length == 0 ? 0 : sum / probabilities.Length;
    }
}
