namespace NbaStudio.Benchmarks.Market;

/// <summary>What choices earned: hidden P x V and the number of contacts, per decision.</summary>
internal readonly record struct Worth(double Earned, double Contacts)
{
    /// <summary>What is left when each contact costs the customer's attention: the policy says what that is worth by its silence threshold.</summary>
    public double Net(double attention) => Earned - (attention * Contacts);
}
