namespace NbaStudio.Engine.Propensity;

/// <summary>A stretch of scores that share one rate.</summary>
/// <param name="MeanScore">Mean score of its responses: where its rate stands on the map.</param>
/// <param name="Responses">Responses in it.</param>
/// <param name="Positives">Positive ones among them.</param>
public readonly record struct IsotonicBlock(double MeanScore, int Responses, int Positives)
{
    internal IsotonicBlock Join(in IsotonicBlock next)
    {
        var responses = Responses + next.Responses;
        return new(((MeanScore * Responses) + (next.MeanScore * next.Responses)) / responses, responses, Positives + next.Positives);
    }
}
