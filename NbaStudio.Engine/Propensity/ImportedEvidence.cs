namespace NbaStudio.Engine.Propensity;

/// <summary>How an imported model did on a treatment's responses. Immutable.</summary>
/// <remarks>Older responses fade (weight 1 - 1/5,000 a response).</remarks>
/// <param name="Responses">Responses that had an answer of the model.</param>
/// <param name="Positives">Positive ones among them.</param>
/// <param name="Information">Sum of p (1 - p) of its answers: how much the responses say about a shift of its log odds.</param>
/// <param name="Surprise">Positives less the sum of its answers.</param>
/// <param name="IsHeldBack">The calibration gate is closed: it is not served.</param>
/// <param name="CalibrationRatio">Sum of its answers by positives at the gate's last check, of 20 positives; NaN before it.</param>
public sealed record ImportedEvidence(long Responses, long Positives, double Information, double Surprise, bool IsHeldBack, double CalibrationRatio)
{
    /// <summary>Before any response: it is believed, as a guess is.</summary>
    public static ImportedEvidence None { get; } = new(0, 0, 0, 0, false, double.NaN);

    /// <summary>How unsure an answer is: the standard deviation of its log odds, in (0, 2]. What is not known, and how far it was off so far.</summary>
    /// <remarks>
    /// <code>information = sum of p (1 - p) over responses + 30 P (1 - P);  variance = 1 / information + (surprise / information)^2</code>
    /// The first part is that of a shift of all its log odds, with the weight of a guess for what comes before any response; the second is the shift that the responses ask for, one Newton step.
    /// </remarks>
    /// <param name="p">The answer, in [0, 1].</param>
    public double SpreadOf(double p)
    {
        p = CountModel.Clamp(p);
        var information = Information + (CountModel.PriorWeight * p * (1 - p));
        var shift = Surprise / information;
        return Math.Min(Evidence.MostSpread, Math.Sqrt((1 / information) + (shift * shift)));
    }
}
