namespace NbaStudio.Live;

/// <summary>Where a candidate leaves the pipeline, in the pipeline's order.</summary>
public enum FunnelStage : byte
{
    /// <summary>The channel cannot reach the customer now, or a hold-out keeps the candidate away.</summary>
    Reach,
    Consent,
    Eligibility,
    Applicability,
    Suitability,
    /// <summary>Contact policies and budgets.</summary>
    ContactPolicy,
    /// <summary>No usable value, propensity under the minimum, or priority at or below the silence threshold.</summary>
    Threshold,
    /// <summary>Good enough, but another candidate took the slot.</summary>
    Selection,
}

/// <summary>How many candidates of one decision fell out for one reason.</summary>
/// <param name="Stage">Where.</param>
/// <param name="Reason">Stable reason code; its words are the resource reason.&lt;code&gt;.</param>
/// <param name="Count">Candidates, at least 0.</param>
public readonly record struct FunnelDrop(FunnelStage Stage, string Reason, int Count);
