namespace NbaStudio.Engine.Customers;

/// <summary>What happened between us and a customer.</summary>
public enum ContactKind : byte
{
    Sent, Delivered, Impression, Open, Click, Accept, Reject, Dismiss, NoResponse, Bounce, Unsubscribe, Complaint, Conversion,
}

/// <summary>Whether the contact is promised by a decision or known to have happened.</summary>
public enum ContactStatus : byte { Confirmed, Reserved }

/// <summary>One fact of the contact log.</summary>
/// <param name="Time">Milliseconds since 1970 UTC.</param>
/// <param name="Treatment">Key of the treatment (the action is the treatment's).</param>
/// <param name="Channel">Key of the channel.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Decision">The customer's decision number, from 1; 0 when none is known.</param>
/// <param name="Status">Reserved entries count for caps until they are confirmed or released.</param>
public readonly record struct ContactEntry(long Time, int Treatment, int Channel, ContactKind Kind, long Decision, ContactStatus Status);

/// <summary>Older contacts of one UTC day, folded into a count.</summary>
/// <param name="Day">Days since 1970 UTC.</param>
public readonly record struct ContactDayCount(int Day, int Treatment, int Channel, ContactKind Kind, int Count);
