using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Models;

/// <summary>Why a model wants a look, the gravest first.</summary>
public enum AttentionKind : byte
{
    /// <summary>The calibration gate holds it back.</summary>
    HeldBack,

    /// <summary>It promises more than happens, beyond chance.</summary>
    TooHigh,

    /// <summary>It promises less than happens, beyond chance.</summary>
    TooLow,

    /// <summary>Its predictions stopped adding up a short while ago; older evidence was let go.</summary>
    Drifted,

    /// <summary>It ranks no better than chance after many responses.</summary>
    NoBetterThanChance,

    /// <summary>It has learned from too few responses of its own.</summary>
    StillGuessing,
}

/// <summary>Which models want a look. Pure.</summary>
public static class ModelAttention
{
    // Chance alone misses 1 in a twentieth of the checks: among many models only a clear miss is worth a look.
    private static readonly ConfidenceInterval Check = PoissonInterval.Of(ModelSummary.CheckPositives);

    /// <summary>Why this model wants a look; null = it does not.</summary>
    public static AttentionKind? Of(ModelSummary model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model switch
        {
            { IsHeldBack: true } => AttentionKind.HeldBack,
            _ when model.CalibrationRatio > 0 && RatioInterval(model).Low > 1 => AttentionKind.TooHigh,
            _ when model.CalibrationRatio > 0 && RatioInterval(model).High < 1 => AttentionKind.TooLow,
            { HasDrifted: true } => AttentionKind.Drifted,
            { Responses: >= ModelSummary.Many, Positives: >= ModelSummary.CheckPositives, Auc: < ModelSummary.ChanceAuc } => AttentionKind.NoBetterThanChance,
            { Source: EvidenceSource.StartingPropensity } or { Responses: < (long)CountModel.PriorWeight } => AttentionKind.StillGuessing,
            _ => null,
        };
    }

    /// <summary>How many want a look by themselves: young ones need nothing but time.</summary>
    public static int Alarms(IEnumerable<ModelSummary> models) => models.Count(m => Of(m) is not (null or AttentionKind.StillGuessing));

    /// <summary>95 % interval of the ratio at the gate's last check.</summary>
    public static ConfidenceInterval RatioInterval(ModelSummary model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var predicted = model.CalibrationRatio * ModelSummary.CheckPositives;
        return new(predicted / Check.High, predicted / Check.Low);
    }

    /// <summary>All that want a look, the gravest first, then those with the most responses.</summary>
    public static IReadOnlyList<(ModelSummary Model, AttentionKind Kind)> Among(IEnumerable<ModelSummary> models) =>
        [.. models.Select(m => (Model: m, Kind: Of(m))).Where(m => m.Kind is not null).Select(m => (m.Model, m.Kind!.Value)).OrderBy(m => m.Item2).ThenByDescending(m => m.Model.Responses).ThenBy(m => m.Model.TreatmentId, StringComparer.Ordinal)];
}
