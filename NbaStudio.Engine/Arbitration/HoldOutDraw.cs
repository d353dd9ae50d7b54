namespace NbaStudio.Engine.Arbitration;

/// <summary>Which customers a hold-out takes: by hash of customer and salt, so that it is the same for ever while share and salt stay.</summary>
/// <param name="Key">Key of the hold-out in the policy.</param>
/// <param name="Objective">Key of the objective that is kept from its customers; null = everything but service.</param>
/// <param name="Share">In (0, 0.5].</param>
/// <param name="Salt">Makes hold-outs independent of each other.</param>
public sealed record HoldOutDraw(int Key, int? Objective, double Share, string Salt)
{
    /// <summary>Whether the customer is one of those kept out.</summary>
    public bool Holds(long customer) => Holds(customer, Salt, Share);

    /// <inheritdoc cref="Holds(long)"/>
    public static bool Holds(long customer, string salt, double share) => StableHash.ToUnit(StableHash.Of(customer, salt)) < share;
}
