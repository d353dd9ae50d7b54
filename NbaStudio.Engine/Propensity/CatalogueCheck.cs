namespace NbaStudio.Engine.Propensity;

/// <summary>Refuses catalogues that the policy's validation should have stopped.</summary>
internal static class CatalogueCheck
{
    public static void Check(IReadOnlyList<TreatmentInfo> treatments, IReadOnlyList<PredictorDefinition> predictors)
    {
        var keys = new HashSet<int>();
        foreach (var treatment in treatments)
        {
            if (!keys.Add(treatment.Key))
            {
                throw new ArgumentException($"Treatment {treatment.Key} occurs twice.", nameof(treatments));
            }

            if (treatment.StartingPropensity is { } starting && !(starting > 0 && starting < 1))
            {
                throw new ArgumentException($"Treatment {treatment.Key} starts at propensity {starting}; allowed is between 0 and 1.", nameof(treatments));
            }

            if (treatment.HalfLife < TimeSpan.FromMinutes(1))
            {
                throw new ArgumentException($"Treatment {treatment.Key} has a half-life of {treatment.HalfLife}; at least a minute is needed.", nameof(treatments));
            }
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var predictor in predictors)
        {
            if (!names.Add(predictor.Name))
            {
                throw new ArgumentException($"Predictor {predictor.Name} occurs twice.", nameof(predictors));
            }
        }
    }
}
