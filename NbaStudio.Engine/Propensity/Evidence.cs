namespace NbaStudio.Engine.Propensity;

/// <summary>What a treatment's propensity rests on. Immutable.</summary>
/// <param name="Responses">Responses learned in all.</param>
/// <param name="Positives">Positive ones among them.</param>
/// <param name="Rate">Smoothed rate over the kept responses, in [1e-5, 1 - 1e-5].</param>
/// <param name="Low">Lower end of the 95 % Wilson interval of the rate over the kept responses.</param>
/// <param name="High">Upper end; [0, 1] without responses.</param>
/// <param name="Spread">Standard deviation of the served propensity's log odds, averaged over customers: how unsure the model is; in [0, 2].</param>
/// <param name="Source">What is served.</param>
public readonly record struct Evidence(long Responses, long Positives, double Rate, double Low, double High, double Spread, EvidenceSource Source)
{
    /// <summary>How many of the responses are no responses but the weight of files that the models were started from.</summary>
    public long FromFile { get; init; }

    /// <summary>Largest spread that is stated.</summary>
    public const double MostSpread = 2;
}
