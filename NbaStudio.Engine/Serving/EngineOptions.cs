using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;

namespace NbaStudio.Engine.Serving;

/// <summary>Settings of an engine.</summary>
public sealed record EngineOptions
{
    public RuntimeOptions Runtime { get; init; } = new();

    /// <summary>Whether events and inbound requests create customers they do not know; default true.</summary>
    public bool CreateUnknownCustomers { get; init; } = true;

    /// <summary>What happens to attributes that the policy does not declare; default accepted as text.</summary>
    public UnknownAttributes UnknownAttributes { get; init; } = UnknownAttributes.AcceptAsText;

    /// <summary>At least 16 secret bytes: tracking tokens and opt-out hashes are keyed with it, so it must stay the same for the life of the data.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>Shortest time between two publications of learned models; 1 ms to 1 s, default 20 ms.</summary>
    public TimeSpan ModelInterval { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Journal entries learned between two model checkpoints; at least 100, default 5,000.</summary>
    public int CheckpointEvery { get; init; } = 5_000;

    /// <summary>Puts another source of propensities in the place of the models for one decision, for measurements against a known truth; null (default) = the models.</summary>
    internal Func<DecisionInputs, PolicySnapshot, ModelView, IPropensityView>? Propensities { get; init; }

    /// <summary>An event further ahead of the clock than this is rejected. Default 5 minutes.</summary>
    public TimeSpan MaximumAhead { get; init; } = TimeSpan.FromMinutes(5);
}
