namespace NbaStudio.Live;

/// <summary>How far a decision got. Later members outrank earlier ones: a late impression does not hide an acceptance.</summary>
public enum LiveResult : byte { Decided, Silent, Queued, Held, Delivered, Shown, Clicked, Expired, Dismissed, Declined, Failed, Accepted }

/// <summary>Something that happened to a decision after it was made.</summary>
/// <param name="DecisionId">Which decision.</param>
/// <param name="Result">What happened.</param>
/// <param name="ObjectiveId">Objective of the action; counts even when the decision has left the ring.</param>
/// <param name="ChannelId">Channel of the treatment.</param>
/// <param name="Amount">Money it brought, or null.</param>
public sealed record LiveOutcome(string DecisionId, LiveResult Result, string? ObjectiveId = null, string? ChannelId = null, decimal? Amount = null);

public enum ChannelCondition : byte { Healthy, Slow, Stopped }

/// <summary>Health of one channel as its sender sees it.</summary>
/// <param name="Channel">Which channel.</param>
/// <param name="Queue">Deliveries waiting, at least 0.</param>
/// <param name="Condition">Healthy, slow or stopped.</param>
/// <param name="DeliveryP99">99th percentile of sending in microseconds; null = take that of its decisions.</param>
public sealed record ChannelHealth(LiveChannel Channel, long Queue, ChannelCondition Condition, long? DeliveryP99 = null);

/// <summary>Whether the hub takes work: while it recovers, the numbers on the pages are old.</summary>
public enum HubCondition : byte { Ready, Recovering }
