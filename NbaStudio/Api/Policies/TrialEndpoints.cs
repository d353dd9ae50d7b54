using Microsoft.AspNetCore.Mvc;
using NbaStudio.Data;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>A change for a share of customers: begun, widened, withdrawn.</summary>
internal sealed class TrialEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var policy = routes.MapApi("/policy", "Policy").WithMetadata(new WithoutPolicy());
        policy.MapGet("/trials", ReadAsync).WithName("listTrials").WithSummary("The newest trials, the one that runs among them")
            .Answers(typeof(IReadOnlyList<PolicyTrial>)).RequireScope(Scopes.Read);
        policy.MapPost("/changes/{c}/trial", StartAsync).WithName("startTrial").WithSummary("Publishes a change to a share of customers")
            .WithDescription("Drawn by hash of customer and trial, for good; everyone else gets the policy in force. One at a time. It may differ only in what a decision uses; errors lists what else does. To everyone it goes like any change, by publishChange.")
            .Takes(typeof(TrialRequest)).Answers(typeof(PolicyTrial), StatusCodes.Status201Created).Fails(400, 404, 409, 422).WithIdempotency().RequireScope(Scopes.Publish);
        policy.MapPost("/trials/{t:int}/widen", WidenAsync).WithName("widenTrial").WithSummary("Gives a trial to more customers; who has it keeps it")
            .Takes(typeof(ShareRequest)).Answers(typeof(PolicyTrial)).Fails(400, 404, 409, 422).WithIdempotency().RequireScope(Scopes.Publish);
        policy.MapDelete("/trials/{t:int}", WithdrawAsync).WithName("withdrawTrial").WithSummary("Withdraws a trial at once, without approval: everyone gets the policy in force")
            .AnswersNothing().Fails(404).RequireScope(Scopes.Publish);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, [FromServices] ITrials trials) => ApiRoutes.Json(await trials.ReadAsync(context.RequestAborted));

    private static async Task<IResult> StartAsync(string c, HttpContext context, [FromServices] PublicationDesk desk)
    {
        var request = await StrictJson.ReadAsync<TrialRequest>(context.Request);
        return await desk.StartTrialAsync(c, request.Share, request.ContentHash, request.Watch, context.Caller(), context.RequestAborted) is { } trial
            ? ApiRoutes.Json(trial, StatusCodes.Status201Created) : ChangeEndpoints.Missing(c);
    }

    private static async Task<IResult> WidenAsync(int t, HttpContext context, [FromServices] TrialDesk desk)
    {
        var request = await StrictJson.ReadAsync<ShareRequest>(context.Request);
        return await desk.WidenAsync(t, request.Share, context.Caller(), context.RequestAborted) is { } trial ? ApiRoutes.Json(trial) : Missing(t);
    }

    private static async Task<IResult> WithdrawAsync(int t, HttpContext context, [FromServices] PolicyDesk desk) =>
        await desk.WithdrawTrialAsync(t, context.Caller().Name) ? TypedResults.NoContent() : Missing(t);

    private static IResult Missing(int trial) => Problems.NotFound($"There is no trial {trial} that runs.");
}

/// <param name="Share">Of the customers, 0.01 to 0.5.</param>
/// <param name="ContentHash">Hash of the edits that are to be tried.</param>
/// <param name="Watch">How it is watched; what breaks it withdraws the trial. Absent = not.</param>
public sealed record TrialRequest(double Share, string ContentHash, WatchConditions? Watch = null);

/// <param name="Share">More than it is, up to 0.5.</param>
public sealed record ShareRequest(double Share);
