namespace NbaStudio.Engine.Customers;

/// <summary>Where one channel reaches a customer.</summary>
/// <param name="Channel">Id of the channel.</param>
/// <param name="Address">E-mail address, device token ...</param>
/// <param name="RefusedAt">When the address was refused (bounced for good), milliseconds since 1970 UTC; 0 = it works.</param>
/// <param name="RefusedBecause">What the channel said; null when it works.</param>
public sealed record AddressRecord(string Channel, string Address, long RefusedAt = 0, string? RefusedBecause = null)
{
    /// <summary>Whether nothing may be sent there, not even service messages.</summary>
    public bool IsRefused => RefusedAt != 0;
}
