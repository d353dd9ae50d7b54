namespace NbaStudio.Engine.Scores;

/// <summary>A logistic regression: 1 / (1 + exp(-(intercept + sum of coefficient x value))).</summary>
/// <param name="weights">By feature: one coefficient of a number, or one per text by its code.</param>
internal sealed class LogisticModel(IReadOnlyList<ScoreFeature> features, double intercept, double[][] weights) : ImportedModel(ScoreFormat.Logistic, ScoreOutput.Probability, features)
{
    public override int Parts { get; } = weights.Sum(w => w.Length);

    private protected override double Compute(ReadOnlySpan<double> features)
    {
        var sum = intercept;
        for (var i = 0; i < weights.Length; i++)
        {
            if (Features[i].Texts is null)
            {
                // A number that is missing leaves no answer: NaN.
                sum += weights[i][0] * features[i];
            }
            else if (features[i] >= 0 && features[i] < weights[i].Length)
            {
                sum += weights[i][(int)features[i]];
            }
        }

        return 1 / (1 + Math.Exp(-sum));
    }
}
