using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using NbaStudio.Api.Policies;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Schedules;

/// <summary>Schedules: when they call next, how runs stand, stopping one, and how many customers one would reach.</summary>
internal sealed class ScheduleEndpoints : IEndpointModule
{
    private const string Lines = "application/x-ndjson";

    public void Map(IEndpointRouteBuilder routes)
    {
        var schedules = routes.MapApi("/schedules", "Schedules");
        schedules.MapGet("", ([FromServices] IScheduleReader reader) => ApiRoutes.Json(SchedulesAnswer.Of(reader.Read("en")))).WithName("listSchedules")
            .WithSummary("Schedules with their next times, and runs with their progress").Answers(typeof(SchedulesAnswer)).RequireScope(Scopes.Read);
        schedules.MapPost("/runs/{id}/stop", StopAsync).WithName("stopScheduleRun").WithSummary("Stops a run: what was decided stays, nobody else is decided for")
            .Answers(typeof(RunAnswer)).Fails(404, 409, 422).WithIdempotency().RequireScope(Scopes.Publish);
        schedules.MapGet("/{trigger}/reach", ReachAsync).WithName("countScheduleReach").WithSummary("Counts the customers who are of a schedule's audience now")
            .WithDescription(
                "change counts with a change that is not published yet. With Accept: application/x-ndjson the count so far comes as a line every now and then; closing the connection cancels it.")
            .Answers(typeof(ReachAnswer)).Answers(typeof(ReachAnswer), contentType: Lines).Fails(400, 404).RequireScope(Scopes.Read);
    }

    private static async Task<IResult> StopAsync(string id, HttpContext context, [FromServices] IScheduleReader reader)
    {
        // Whoever stops it may close the window at once.
        if (await reader.StopRunAsync(id, context.Caller(), "en", CancellationToken.None) is not { } run)
        {
            return Problems.NotFound($"There is no run '{Short(id)}'.");
        }

        return run.Run.Status == ScheduleRunStatus.Stopped
            ? ApiRoutes.Json(RunAnswer.Of(run))
            : Problems.Conflict($"The run had ended before: {JsonNamingPolicy.CamelCase.ConvertName(run.Run.Status.ToString())}.");
    }

    private static async Task<IResult> ReachAsync(string trigger, HttpContext context, [FromServices] IScheduleReader reader, [FromServices] ChangeDesk desk, string? change = null)
    {
        var draft = change is null ? null : await desk.DraftAsync(change, context.RequestAborted);
        if (change is not null && draft is null)
        {
            return Problems.NotFound($"There is no change '{Short(change)}'.");
        }

        if (reader.CountReach(trigger, draft, context.RequestAborted) is not { } count)
        {
            return Problems.NotFound($"There is no schedule '{Short(trigger)}'.");
        }

        if (context.Request.Headers.Accept.Any(a => a?.Contains(Lines, StringComparison.OrdinalIgnoreCase) == true))
        {
            return TypedResults.Stream(body => WriteAsync(body, trigger, count, context.RequestAborted), Lines);
        }

        AudienceReach? last = null;
        await foreach (var reach in count)
        {
            last = reach;
        }

        return ApiRoutes.Json(Of(trigger, last!));
    }

    private static async Task WriteAsync(Stream body, string trigger, IAsyncEnumerable<AudienceReach> count, CancellationToken stop)
    {
        await foreach (var reach in count)
        {
            await JsonSerializer.SerializeAsync(body, Of(trigger, reach), HubJson.Options, stop);
            await body.WriteAsync("\n"u8.ToArray(), stop);
            await body.FlushAsync(stop);
        }
    }

    private static ReachAnswer Of(string trigger, AudienceReach reach) => new(trigger, reach.Customers, reach.Looked, reach.Members, reach.IsComplete);

    private static string Short(string id) => id.Length > 64 ? id[..64] : id;
}
