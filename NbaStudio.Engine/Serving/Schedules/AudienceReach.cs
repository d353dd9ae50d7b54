namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>How many customers are of an audience, as far as it was counted.</summary>
/// <param name="Looked">Customers looked at so far.</param>
/// <param name="Customers">All customers when the count began.</param>
/// <param name="Members">Of those looked at, how many are of the audience now.</param>
/// <param name="IsComplete">Whether all were looked at.</param>
public sealed record AudienceReach(long Looked, long Customers, long Members, bool IsComplete);
