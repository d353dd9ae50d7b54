namespace NbaStudio.Engine.Propensity.Reports;

/// <summary>Predictions stopped adding up, and older evidence was let go.</summary>
/// <param name="Time">Milliseconds since 1970 UTC, of the response that showed it.</param>
/// <param name="Responses">Responses learned by then: of the treatment, or of all treatments for <see cref="DriftedModel.All"/>.</param>
/// <param name="Model">Whose predictions.</param>
/// <param name="Kind">In what way.</param>
/// <param name="Since">How many responses before it the change seems to have come.</param>
public sealed record DriftMark(long Time, long Responses, DriftedModel Model, DriftKind Kind, int Since);

/// <summary>Whose predictions drifted.</summary>
public enum DriftedModel : byte
{
    /// <summary>The treatment's own counts.</summary>
    Counts,

    /// <summary>The pooled model, for this treatment.</summary>
    Pooled,

    /// <summary>The pooled model, over all treatments.</summary>
    All,
}

/// <summary>In what way predictions stopped adding up.</summary>
public enum DriftKind : byte
{
    /// <summary>Acceptance is higher than was said.</summary>
    MoreThanSaid,

    /// <summary>Acceptance is lower than was said.</summary>
    LessThanSaid,

    /// <summary>Others accept than those of whom it was said.</summary>
    Ranking,

    /// <summary>Some offers are accepted more and others less than was said.</summary>
    Mixed,
}
