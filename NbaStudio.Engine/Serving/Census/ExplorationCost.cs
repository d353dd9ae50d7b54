using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Serving.Census;

/// <summary>What exploring cost and bought in a number of decisions. Money is what the models expect, not what came.</summary>
/// <param name="Choices">First places that were drawn: the first place of a decision that no service message took.</param>
/// <param name="Explored">Those that got another than the best by priority, within the price of exploring.</param>
/// <param name="Even">Those drawn evenly, by the random check; counted here only.</param>
/// <param name="EvenOthers">Those of them that got another than the best.</param>
/// <param name="Cost">Expected money given up by exploring: P x V of the best less that of what was drawn, 0 where it was more.</param>
/// <param name="CostInterval">95 % interval by what the models know of their propensities.</param>
/// <param name="EvenCost">The same of the random check.</param>
/// <param name="Value">P x V of all that was drawn.</param>
/// <param name="Learning">Treatments with little evidence that exploring showed, those shown most first.</param>
public sealed record ExplorationCost(
    int Choices, int Explored, int Even, int EvenOthers, double Cost, ConfidenceInterval CostInterval, double EvenCost, double Value, IReadOnlyList<ExploredTreatment> Learning)
{
    /// <summary>Responses under which a treatment has little evidence.</summary>
    public const int LittleEvidence = 200;

    /// <summary>Most treatments that are listed.</summary>
    public const int MostLearning = 10;

    /// <summary>The cost of exploring as a share of what would have been expected without it, in [0, 1].</summary>
    public double Share => Value + Cost > 0 ? Cost / (Value + Cost) : 0;
}

/// <summary>A treatment that exploring showed while little was known of it.</summary>
/// <param name="Shown">Times it was drawn though it was not the best.</param>
/// <param name="Evidence">Responses that its propensity rested on, the newest decision's.</param>
public sealed record ExploredTreatment(int TreatmentKey, int Shown, long Evidence);
