namespace NbaStudio.Engine.Serving.Census;

/// <summary>How an action fared in a number of decisions.</summary>
/// <param name="Candidate">Decisions in which one of its treatments was a candidate.</param>
/// <param name="Chosen">Decisions in which it was chosen.</param>
/// <param name="BlockedBy">What most of its treatments fell at before they could be compared with others; null = none did.</param>
/// <param name="Blocked">Treatments that fell there.</param>
/// <param name="Outranked">Treatments that were good enough, and another action stood in their place.</param>
/// <param name="PlaceTakenBy">Key of the action that stood there most often; null = never outranked.</param>
/// <param name="Taken">How often that one did.</param>
public sealed record ActionFate(int ActionKey, int Candidate, int Chosen, FallPoint? BlockedBy, long Blocked, long Outranked, int? PlaceTakenBy, long Taken);
