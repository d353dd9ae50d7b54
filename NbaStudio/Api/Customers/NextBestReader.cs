using NbaStudio.Api.Decisions;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Api.Customers;

/// <summary>What a channel would say to a customer now, in every placement it has.</summary>
internal static class NextBestReader
{
    public static async Task<NextBestAnswer> ReadAsync(NbaEngine engine, string customerId, ChannelSnapshot channel, string language)
    {
        var placements = channel.Placements.Take(DecisionContext.MaximumSlots).Select(placement => new PlacementRequest(placement.Name)).ToList();
        var preview = await engine.PreviewAsync(new DecisionRequest(null, customerId, channel.Id, placements, new Dictionary<string, Value>()), language: language);
        return new NextBestAnswer(
            customerId, channel.Id, preview.Policy.Revision, DecisionAnswers.Silence(preview.Silence),
            [.. preview.Actions.Select(DecisionAnswers.Preview)], preview.Explanation.Headline);
    }
}
