using NbaStudio.Engine.Policies;

namespace NbaStudio.Commands;

/// <summary>Reads the published policy of a running hub.</summary>
internal static class HubPolicy
{
    /// <exception cref="CommandException">The hub has none, or what it sends is not a policy.</exception>
    public static async Task<PolicyDocument> ReadAsync(HubClient hub, CancellationToken stop)
    {
        var answer = await hub.SendAsync(HttpMethod.Get, "api/v1/policy", null, stop);
        if (answer.HasNoPolicy || answer.Status == 404)
        {
            throw new CommandException($"The hub at {hub.Address} has no policy yet: publish one with policy publish --file FILE.");
        }

        if (!answer.IsSuccess)
        {
            throw new CommandException($"{hub.Address}api/v1/policy answers {answer.Status}: {answer.Explain()}");
        }

        var reading = PolicyJson.Read(answer.Body);
        return reading.Document ?? throw new CommandException($"{hub.Address}api/v1/policy does not answer with a policy: {reading.Issues[0].Message}");
    }
}
