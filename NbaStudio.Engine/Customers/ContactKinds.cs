namespace NbaStudio.Engine.Customers;

/// <summary>A set of contact kinds: bit n stands for the <see cref="ContactKind"/> with number n.</summary>
[Flags]
public enum ContactKinds
{
    None = 0,
    Sent = 1 << ContactKind.Sent,
    Delivered = 1 << ContactKind.Delivered,
    Impression = 1 << ContactKind.Impression,
    Open = 1 << ContactKind.Open,
    Click = 1 << ContactKind.Click,
    Accept = 1 << ContactKind.Accept,
    Reject = 1 << ContactKind.Reject,
    Dismiss = 1 << ContactKind.Dismiss,
    NoResponse = 1 << ContactKind.NoResponse,
    Bounce = 1 << ContactKind.Bounce,
    Unsubscribe = 1 << ContactKind.Unsubscribe,
    Complaint = 1 << ContactKind.Complaint,
    Conversion = 1 << ContactKind.Conversion,
}
