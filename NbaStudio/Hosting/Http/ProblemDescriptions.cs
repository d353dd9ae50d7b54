using Microsoft.AspNetCore.Http.Metadata;

namespace NbaStudio.Hosting.Http;

/// <summary>What an endpoint says about its failures in the description of the interface.</summary>
internal static class ProblemDescriptions
{
    /// <summary>What every endpoint under /api may answer: who calls, how often, and whether the hub takes work.</summary>
    private static readonly int[] Always = [StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable];

    /// <summary>Describes problem answers of an endpoint.</summary>
    public static TBuilder Fails<TBuilder>(this TBuilder endpoint, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), ["application/problem+json"]));
        }

        return endpoint;
    }

    /// <summary>Describes the problem answers of an endpoint beside those that all of them have.</summary>
    public static TBuilder FailsAsAll<TBuilder>(this TBuilder endpoint, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder => endpoint.Fails([.. Always, .. statuses]);
}
