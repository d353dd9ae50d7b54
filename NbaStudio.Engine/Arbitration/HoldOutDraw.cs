namespace NbaStudio.Engine.Arbitration;

/// <summary>Which customers a hold-out takes: by hash of customer and salt, so that it is the same for ever while share and salt stay.</summary>
/// <param name="Key">Key of the hold-out in the policy.</param>
/// <param name="Objective">Key of the objective that is kept from its customers; null = everything but service.</param>
/// <param name="Share">In (0, 0.5]; above that where it is what a trial leaves.</param>
/// <param name="Salt">Makes hold-outs independent of each other.</param>
public sealed record HoldOutDraw(int Key, int? Objective, double Share, string Salt)
{
    /// <summary>The trial that the customer is kept out of: everybody whom it does not take; null = a hold-out of the policy.</summary>
    public TrialDraw? Trial { get; private init; }

    /// <summary>Those whom a trial does not take, as a hold-out. The same whatever its revision.</summary>
    public static HoldOutDraw Of(TrialDraw trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return new HoldOutDraw(trial.Id, null, 1 - trial.Share, "") { Trial = trial with { Revision = trial.Id } };
    }

    /// <summary>Whether the customer is one of those kept out.</summary>
    public bool Holds(long customer) => Trial is { } trial ? !trial.Takes(customer) : Holds(customer, Salt, Share);

    /// <summary>Whether a hold-out of the policy keeps the customer out.</summary>
    public static bool Holds(long customer, string salt, double share) => StableHash.ToUnit(StableHash.Of(customer, salt)) < share;
}
