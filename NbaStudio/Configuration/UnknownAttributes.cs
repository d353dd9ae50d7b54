namespace NbaStudio.Configuration;

/// <summary>What happens to an attribute that the policy does not declare.</summary>
public enum UnknownAttributes
{
    AcceptAsText,
    Reject,
}
