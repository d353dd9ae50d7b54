namespace NbaStudio.Live;

/// <summary>One committed decision as the Live page needs it. Immutable.</summary>
public sealed record LiveDecision
{
    public required string DecisionId { get; init; }

    /// <summary>When it was decided, by the hub's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    public required long CustomerKey { get; init; }
    public required string CustomerId { get; init; }
    public required LocalizedText CustomerName { get; init; }
    public required LiveMoment Moment { get; init; }
    public required LiveChannel Channel { get; init; }

    /// <summary>The action in the first filled slot; null = silence.</summary>
    public LiveChoice? Choice { get; init; }

    /// <summary>Why nothing was said; null when something was.</summary>
    public LiveSilence? Silence { get; init; }

    public LiveResult Result { get; init; } = LiveResult.Decided;

    /// <summary>Money that the accepted action brought; null until accepted.</summary>
    public decimal? Amount { get; init; }

    public required LiveLatency Latency { get; init; }

    /// <summary>Candidates before any of them fell out.</summary>
    public int Candidates { get; init; }

    public IReadOnlyList<FunnelDrop> Drops { get; init; } = [];

    /// <summary>Slots that were filled.</summary>
    public int Chosen => Choice is null ? 0 : Math.Max(1, ChosenSlots);

    public int ChosenSlots { get; init; } = 1;
    public bool Simulated { get; init; }
}

/// <summary>What called for a decision.</summary>
public enum MomentKind : byte { Trigger, Placement, Schedule, Agent }

/// <summary>The moment in words: a resource text of the kind with the name in it.</summary>
/// <param name="Kind">Picks the resource moment.&lt;kind&gt;.</param>
/// <param name="Name">Trigger's label, or placement's label.</param>
public sealed record LiveMoment(MomentKind Kind, LocalizedText Name);

/// <summary>A channel as shown.</summary>
/// <param name="Id">Channel id of the policy.</param>
/// <param name="Kind">web, app, email, webhook or agent: picks the icon.</param>
/// <param name="Label">Its name.</param>
/// <param name="Placement">Placement's label where there is one.</param>
public sealed record LiveChannel(string Id, string Kind, LocalizedText Label, LocalizedText? Placement = null);

/// <summary>An objective as shown.</summary>
/// <param name="Id">Objective id of the policy: grow, retain, nurture and serve have icons of their own.</param>
/// <param name="Label">Its name.</param>
public sealed record LiveObjective(string Id, LocalizedText Label);

/// <summary>What was chosen.</summary>
public sealed record LiveChoice(LiveObjective Objective, string ActionId, LocalizedText Action, string TreatmentId, Equation Equation);

/// <summary>Why nothing was said.</summary>
/// <param name="Reason">Stable code; its words are the resource silence.&lt;code&gt; with the two numbers: below (threshold) or none (no candidate left), holdout.</param>
/// <param name="BestPriority">Best priority that was reached, or null when no candidate was scored.</param>
/// <param name="Threshold">Silence threshold.</param>
public sealed record LiveSilence(string Reason, double? BestPriority, double Threshold);

/// <summary>Time per step in microseconds.</summary>
public readonly record struct LiveLatency(long Detect, long Data, long Decide, long Deliver)
{
    public long Total => Detect + Data + Decide + Deliver;
}
