namespace NbaStudio.Engine.Customers;

/// <summary>What happens to attributes that the policy does not declare.</summary>
public enum UnknownAttributes : byte
{
    Reject,

    /// <summary>Kept as text.</summary>
    AcceptAsText,
}
