using System.Net;
using System.Text;
using NbaStudio.Data;
using NbaStudio.Hosting.Clock;
using NbaStudio.Hosting.Http;
using NbaStudio.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace NbaStudio.Tests.Import;

public sealed class ClockTests
{
    [Fact]
    public async Task Clock_OwnWorkspaceUnderAClock_IsReplayAndMovesForwardOnly()
    {
        await using var server = await StudioServer.StartAsync("--Nba:Demo=false", "--Nba:Clock=start=2017-01-01T00:00:00Z,speed=1");

        var workspace = server.Services.GetRequiredService<Workspace>();
        (workspace.Name, workspace.IsDemo).ShouldBe(("replay", false));
        (await MoveAsync(server, "2017-06-01T00:00:00Z")).Time.ShouldBeGreaterThanOrEqualTo(At(6, 1));
        (await MoveAsync(server, "2017-03-01T00:00:00Z")).Time.ShouldBeGreaterThanOrEqualTo(At(6, 1));

        var (response, problem) = await server.SendAsync(HttpMethod.Put, "/api/v1/clock", Body("2019-06-01T00:00:00Z"));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        problem!.Errors![0].Path.ShouldBe("time");
    }

    [Fact]
    public async Task Clock_MachinesTime_CannotBeMoved()
    {
        await using var server = await StudioServer.StartAsync("--Nba:Demo=false");

        server.Services.GetRequiredService<Workspace>().Name.ShouldBe("main");
        var (response, problem) = await server.SendAsync(HttpMethod.Put, "/api/v1/clock", Body("2030-01-01T00:00:00Z"));

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        problem!.Detail!.ShouldContain("machine's time");
    }

    private static async Task<ClockReading> MoveAsync(StudioServer server, string time)
    {
        var (response, _) = await server.SendAsync(HttpMethod.Put, "/api/v1/clock", Body(time));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return StrictJson.Parse<ClockReading>(await response.Content.ReadAsByteArrayAsync());
    }

    private static StringContent Body(string time) => new($$"""{"time":"{{time}}"}""", Encoding.UTF8, "application/json");

    private static DateTimeOffset At(int month, int day) => new(2017, month, day, 0, 0, 0, TimeSpan.Zero);
}
