namespace NbaStudio.Engine.Measurement.OffPolicy;

/// <summary>The weights of a log: policy's probability by logged probability, and its probability of choosing nothing, which no row of a log has to confirm.</summary>
/// <param name="Mean">1 in expectation, where the probabilities are right and every action that the policy takes could be logged: mean weight plus mean probability of choosing nothing.</param>
/// <param name="MeanError">Standard error of the mean, rows of one customer as one observation; NaN with one customer.</param>
/// <param name="Maximum">Largest weight.</param>
/// <param name="EffectiveSampleSize">Square of the sum by sum of squares: that many equally weighted rows say as much. 0 where all weights are 0.</param>
/// <param name="Silence">Mean of the policy's probability of choosing nothing, in [0, 1].</param>
public sealed record WeightSummary(double Mean, double MeanError, double Maximum, double EffectiveSampleSize, double Silence = 0)
{
    public static WeightSummary Of(LoggedChoices log)
    {
        var weights = new double[log.Count];
        var (sum, squares, maximum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            var weight = weights[i] = log.PolicyProbabilities[i] / log.Probabilities[i];
            (sum, squares, maximum) = (sum + weight, squares + (weight * weight), Math.Max(maximum, weight));
        }

        var silence = log.Silences?.Average() ?? 0;
        var mean = (sum / weights.Length) + silence;
        return new(mean, OffPolicyEstimate.Error([.. weights.Select((w, i) => w + log.SilenceOn(i) - mean)], log.Clusters, out _), maximum, squares > 0 ? sum * sum / squares : 0, silence);
    }
}
