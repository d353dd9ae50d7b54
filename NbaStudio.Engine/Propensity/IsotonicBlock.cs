namespace NbaStudio.Engine.Propensity;

/// <summary>A stretch of scores that share one rate.</summary>
/// <param name="MeanScore">Mean score of its responses: where its rate stands on the map.</param>
/// <param name="Rows">Responses and rows of files in it, each counted once: whether they are enough to tell it apart.</param>
/// <param name="PositiveRows">Positive ones among them.</param>
/// <param name="Responses">What they stand for: a response for 1, a row of a file for at most 1.</param>
/// <param name="Positives">What the positive ones stand for.</param>
public readonly record struct IsotonicBlock(double MeanScore, int Rows, int PositiveRows, double Responses, double Positives)
{
    internal IsotonicBlock Join(in IsotonicBlock next)
    {
        var responses = Responses + next.Responses;
        return new(((MeanScore * Responses) + (next.MeanScore * next.Responses)) / responses, Rows + next.Rows, PositiveRows + next.PositiveRows, responses, Positives + next.Positives);
    }
}
