using NbaStudio.Configuration;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Hosting.Clock;

/// <summary>The hub's clock: to read, and where it is a simulated one, to move forward while a log of the past is replayed.</summary>
internal sealed class ClockEndpoints(HubClock clock) : IEndpointModule
{
    /// <summary>Furthest that one call may move: the longest window of the engine.</summary>
    public static readonly TimeSpan LongestMove = TimeSpan.FromDays(400);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/clock", () => Json(Read())).RequireScope(Scopes.Read)
            .WithName("readClock").WithTags("Clock").WithSummary("What the hub's clock shows").Produces<ClockReading>().FailsAsAll();
        routes.MapPut("/api/v1/clock", (Delegate)MoveAsync).RequireScope(Scopes.Admin)
            .WithName("moveClock").WithTags("Clock").WithSummary("Moves a simulated clock forward").Accepts<ClockMove>("application/json").Produces<ClockReading>().FailsAsAll(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
    }

    // Registered as a Delegate: as a RequestDelegate its result would be dropped.
    private async Task<IResult> MoveAsync(HttpContext context)
    {
        var move = await StrictJson.ReadAsync<ClockMove>(context.Request);
        if (!clock.IsSimulated)
        {
            return Problems.Conflict("The hub follows the machine's time. Only a clock started with Nba:Clock can be moved.");
        }

        var now = clock.GetUtcNow();
        if (move.Time - now > LongestMove)
        {
            return Problems.Validation("time", $"{move.Time:O} is more than {LongestMove.TotalDays:0} days ahead of the hub's clock ({now:O}).", $"up to {now + LongestMove:O}");
        }

        clock.AdvanceTo(move.Time);
        return Json(Read());
    }

    private ClockReading Read() => new(clock.GetUtcNow(), clock.IsSimulated, clock.Setting?.Speed ?? 1);

    private static IResult Json(ClockReading reading) => TypedResults.Json(reading, HubJson.Options);
}
