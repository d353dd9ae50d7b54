namespace NbaStudio.Engine.Customers;

/// <summary>What a customer said about being contacted.</summary>
public enum ConsentState : byte
{
    /// <summary>Nothing is known.</summary>
    Unknown,
    Granted,

    /// <summary>Refused, unsubscribed or complained.</summary>
    Refused,
}
