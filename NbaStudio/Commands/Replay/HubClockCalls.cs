using System.Text.Json;
using NbaStudio.Hosting.Clock;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Commands.Replay;

/// <summary>Reads and moves the clock of a running hub.</summary>
internal sealed class HubClockCalls(HubClient hub)
{
    private const string Path = "api/v1/clock";

    /// <exception cref="CommandException">The hub follows the machine's time.</exception>
    public async Task<ClockReading> ReadSimulatedAsync(DateTimeOffset first, CancellationToken stop)
    {
        var reading = Of(await hub.GetAsync(Path, stop));
        return reading.Simulated
            ? reading
            : throw new CommandException(
                $"The hub at {hub.Address} follows the machine's time; a log of the past is replayed under a clock of its own. Start it with --Nba:Demo false --Nba:Clock start={first.UtcDateTime:yyyy-MM-dd}T00:00:00Z,speed=1.");
    }

    /// <summary>Moves the clock forward, in several steps where one is too long.</summary>
    public async Task<ClockReading> MoveAsync(DateTimeOffset time, CancellationToken stop)
    {
        while (true)
        {
            var now = Of(await hub.GetAsync(Path, stop)).Time;
            var step = time - now > ClockEndpoints.LongestMove ? now + ClockEndpoints.LongestMove : time;
            var answer = await hub.SendAsync(HttpMethod.Put, Path, JsonSerializer.SerializeToUtf8Bytes(new ClockMove(step), HubJson.Options), stop);
            if (!answer.IsSuccess)
            {
                throw new CommandException($"The hub does not move its clock to {step:O}: {answer.Explain()}");
            }

            if (step == time)
            {
                return Of(answer);
            }
        }
    }

    private static ClockReading Of(HubAnswer answer) => JsonSerializer.Deserialize<ClockReading>(answer.Body, HubJson.Options)!;
}
