using System.Text.Json;
using NbaStudio.Engine.Decisions;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Commands.Examples.CompleteJourney;

/// <summary>Asks a running hub whether its policy and its customers allow a redemption: a preview of the decision on that day.</summary>
internal sealed class HubGate(HubClient hub)
{
    private const string Path = "api/v1/decisions/preview";

    /// <exception cref="CommandException">The hub does not preview: it has another policy, or does not know the household.</exception>
    public async Task<bool> MayAsync(JourneyRedemption redemption, CancellationToken stop)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { CustomerId = redemption.Household, JourneyPolicy.Channel, Placements = new[] { new { Name = JourneyPolicy.Placement } }, At = redemption.Time }, HubJson.Options);
        var answer = await hub.SendAsync(HttpMethod.Post, Path, body, stop);
        if (!answer.IsSuccess)
        {
            throw new CommandException($"{hub.Address}{Path} answers {answer.Status} for household {redemption.Household}: {answer.Explain()}");
        }

        var action = JourneyPolicy.ActionOf(redemption.Campaign);
        foreach (var candidate in answer.Json().GetProperty("explanation").GetProperty("candidates").EnumerateArray())
        {
            if (candidate.GetProperty("action").GetString() == action)
            {
                return EligibilityGate.Passes(candidate.GetProperty("stage").Deserialize<PipelineStage>(HubJson.Options));
            }
        }

        throw new CommandException($"The hub's policy has no action '{action}': publish the policy of the example first.");
    }
}
