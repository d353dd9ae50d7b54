using Microsoft.AspNetCore.Mvc;
using NbaStudio.Data;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Publishing at a time, and watching what was published.</summary>
internal sealed class PublicationEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var policy = routes.MapApi("/policy", "Policy").WithMetadata(new WithoutPolicy());
        policy.MapGet("/publications", ReadAsync).WithName("listPublications").WithSummary("Publications that are planned or failed, and the newest watches with their figures")
            .Answers(typeof(PublicationsView)).RequireScope(Scopes.Read);
        policy.MapPost("/changes/{c}/plan", PlanAsync).WithName("planChange").WithSummary("Publishes a change at a time, to everyone or to a share of customers")
            .WithDescription("Exactly the edits with this hash: where they were edited, lost their approval or are in conflict by then, nothing is published and the plan is failed. With share it begins a trial, where none runs by then. A plan of the same change is replaced. Survives restarts.")
            .Takes(typeof(PlanRequest)).AnswersNothing().Fails(400, 404, 409, 422).RequireScope(Scopes.Publish);
        policy.MapDelete("/changes/{c}/plan", CancelAsync).WithName("cancelPlan").WithSummary("Takes a planned publication back, or a failed one from the list")
            .AnswersNothing().Fails(404).RequireScope(Scopes.Publish);
        policy.MapPost("/revisions/{n:int}/watch", WatchAsync).WithName("watchRevision").WithSummary("Watches the revision in force; a broken condition rolls it back")
            .Takes(typeof(WatchConditions)).AnswersNothing().Fails(400, 409, 422).RequireScope(Scopes.Publish);
        policy.MapDelete("/revisions/{n:int}/watch", EndAsync).WithName("endWatch").WithSummary("Ends a watch without rolling back")
            .AnswersNothing().Fails(404).RequireScope(Scopes.Publish);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, [FromServices] IPublications publications) => ApiRoutes.Json(await publications.ReadAsync(context.RequestAborted));

    private static async Task<IResult> PlanAsync(string c, HttpContext context, [FromServices] PublicationDesk desk)
    {
        var request = await StrictJson.ReadAsync<PlanRequest>(context.Request);
        return await desk.PlanAsync(c, request.At, request.Share, request.ContentHash, request.Watch, context.Caller(), context.RequestAborted) ? TypedResults.NoContent() : Missing($"There is no change '{c}'.");
    }

    private static async Task<IResult> CancelAsync(string c, HttpContext context, [FromServices] PublicationDesk desk) =>
        await desk.CancelAsync(c, context.Caller(), context.RequestAborted) ? TypedResults.NoContent() : Missing($"Change '{c}' is not planned.");

    private static async Task<IResult> WatchAsync(int n, HttpContext context, [FromServices] PublicationDesk desk)
    {
        await desk.WatchAsync(n, await StrictJson.ReadAsync<WatchConditions>(context.Request), context.Caller().Name, context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndAsync(int n, HttpContext context, [FromServices] PublicationDesk desk) =>
        await desk.EndWatchAsync(n, context.Caller(), context.RequestAborted) ? TypedResults.NoContent() : Missing($"Revision {n} is not watched.");

    private static IResult Missing(string detail) => Problems.Problem(StatusCodes.Status404NotFound, "Not found", detail);
}

/// <param name="At">When, in the next 366 days.</param>
/// <param name="ContentHash">Hash of the edits that are to be published.</param>
/// <param name="Watch">How it is watched then; absent = not.</param>
/// <param name="Share">Of the customers who get it then, as a trial, 0.01 to 0.5; absent = everyone does.</param>
public sealed record PlanRequest(DateTimeOffset At, string ContentHash, WatchConditions? Watch = null, double? Share = null);
