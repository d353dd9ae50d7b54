namespace NbaStudio.Configuration;

/// <summary>What an event or an inbound decision for an unknown id does.</summary>
public enum UnknownCustomers
{
    Create,
    Reject,
}
