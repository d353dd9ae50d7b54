using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Hosting.Health;

/// <summary>Whether the process lives, and whether it is ready for requests.</summary>
internal sealed class HealthEndpoints(IEnumerable<IReadinessCheck> checks, ILogger<HealthEndpoints> log) : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Live).ExcludeFromDescription().OpenToAll();
        routes.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription().OpenToAll();
    }

    private static IResult Live() => TypedResults.Json(new { status = "live" }, HubJson.Options);

    private async Task<IResult> ReadyAsync(CancellationToken stop)
    {
        var results = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var ready = true;
        foreach (var check in checks)
        {
            var fault = await FindFaultAsync(check, stop);
            results[check.Name] = fault ?? "ok";
            ready &= fault is null;
        }

        var status = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return TypedResults.Json(new { status = ready ? "ready" : "notReady", checks = results }, HubJson.Options, statusCode: status);
    }

    private async ValueTask<string?> FindFaultAsync(IReadinessCheck check, CancellationToken stop)
    {
        try
        {
            return await check.FindFaultAsync(stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "Readiness check {Name} failed", check.Name);
            return "failed; see the log";
        }
    }
}
