using NbaStudio.Engine.Policies;

namespace NbaStudio.Demo.Policy;

/// <summary>What treatments with more than one head learn.</summary>
internal static class Heads
{
    /// <summary>What a lost address costs: about what its e-mails would have brought in a year. A complaint in the days after counts as much.</summary>
    public static HeadDocument Harm => new()
    {
        Kind = "harm", Positive = ["unsubscribe", "complaint", "event \"complaint\""], Window = "3d", Value = "-1800", StartingPropensity = 0.005,
    };

    /// <param name="value">Money of an answer; null = the action's.</param>
    public static HeadDocument Engagement(string? value = null) => new() { Positive = ["click", "accept"], Negative = ["reject", "dismiss"], Value = value };

    /// <summary>A purchase within a week, whether or not the message was answered.</summary>
    public static HeadDocument Purchase(string product, string value, double startingPropensity) => new()
    {
        Kind = "conversion", Positive = [$"event \"purchase\" where product = \"{product}\""], Window = "7d", Value = value, StartingPropensity = startingPropensity,
    };
}
