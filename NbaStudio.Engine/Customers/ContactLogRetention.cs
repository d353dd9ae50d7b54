namespace NbaStudio.Engine.Customers;

/// <summary>How long the contact log keeps what.</summary>
/// <param name="Horizon">Longest window that any kept revision states; at least 90 days are kept whatever it says.</param>
/// <param name="KeptForever">Kinds that rules such as "never again after reject" may ask for without a window.</param>
public readonly record struct ContactLogRetention(TimeSpan Horizon, ContactKinds KeptForever)
{
    /// <summary>The least horizon.</summary>
    public static readonly TimeSpan LeastHorizon = TimeSpan.FromDays(90);

    /// <summary>90 days; answers and refusals forever.</summary>
    public static ContactLogRetention Default => new(
        LeastHorizon,
        ContactKinds.Accept | ContactKinds.Reject | ContactKinds.Dismiss | ContactKinds.Bounce
        | ContactKinds.Unsubscribe | ContactKinds.Complaint | ContactKinds.Conversion);

    internal long HorizonMilliseconds => (long)Math.Max(LeastHorizon.TotalMilliseconds, Horizon.TotalMilliseconds);
}
