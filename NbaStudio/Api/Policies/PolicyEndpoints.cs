using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>The policy in force, its history, and going back.</summary>
internal sealed class PolicyEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var policy = routes.MapApi("/policy", "Policy");
        policy.MapGet("", Read).WithName("getPolicy").WithSummary("The published policy; importing it again gives the same bytes")
            .Answers(typeof(PolicyDocument)).RequireScope(Scopes.Read);
        policy.MapGet("/publication", Progress).WithName("getPublication").WithSummary("How far a publication is that fills new aggregates from the journal")
            .WithDescription("Publishing a revision that adds or changes aggregates answers once they are filled; meanwhile the revision before goes on deciding.")
            .Answers(typeof(PublicationProgress)).WithMetadata(new WithoutPolicy()).RequireScope(Scopes.Read);
        policy.MapGet("/revisions", ListAsync).WithName("listRevisions").WithSummary("All revisions, newest first")
            .Answers(typeof(IReadOnlyList<RevisionAnswer>)).WithMetadata(new WithoutPolicy()).RequireScope(Scopes.Read);
        policy.MapGet("/revisions/{n:int}", ReadRevisionAsync).WithName("getRevision").WithSummary("The document of a revision")
            .Answers(typeof(PolicyDocument)).Fails(404).WithMetadata(new WithoutPolicy()).RequireScope(Scopes.Read);
        policy.MapGet("/revisions/{n:int}/diff/{m:int}", CompareAsync).WithName("diffRevisions").WithSummary("What differs between revision n and revision m, item by item")
            .Answers(typeof(DiffAnswer)).Fails(400, 404).WithMetadata(new WithoutPolicy()).RequireScope(Scopes.Read);
        policy.MapPost("/revisions/{n:int}/rollback", RollBackAsync).WithName("rollBack").WithSummary("Publishes the content of an older revision as the next one")
            .Answers(typeof(PublicationAnswer)).Fails(400, 404, 409, 422).WithIdempotency().RequireScope(Scopes.Publish);
        policy.MapPost("/pause", PauseAsync).WithName("pauseItem").WithSummary("Pauses an objective, group, action, treatment or channel at once, without approval")
            .WithDescription("Makes a revision with exactly this edit; everything under the item rests with it. Audited. To let it go on, change it like any other item.")
            .Takes(typeof(PauseRequest)).Answers(typeof(PublicationAnswer)).Fails(400, 404, 409, 422).WithIdempotency().RequireScope(Scopes.Publish);
        routes.MapGet("/schemas/policy-v1.json", () => TypedResults.Text(PolicySchema.Json, "application/schema+json")).ExcludeFromDescription();
    }

    private static IResult Read(HttpContext context, [FromServices] NbaEngine engine)
    {
        var policy = engine.Policy!;
        return Document(context, policy.Document, policy.Revision);
    }

    private static IResult Progress([FromServices] NbaEngine engine) => ApiRoutes.Json(new PublicationProgress(engine.Policy?.Revision, engine.Filling));

    private static async Task<IResult> ListAsync(HttpContext context, [FromServices] NbaEngine engine, [FromServices] PolicyStore policies) =>
        ApiRoutes.Json((await policies.ListAsync(context.RequestAborted)).Select(revision => PolicyAnswers.Of(revision, engine.Policy?.Revision ?? 0)).ToList());

    private static async Task<IResult> ReadRevisionAsync(int n, HttpContext context, [FromServices] PolicyDesk desk) =>
        await desk.LoadAsync(n, context.RequestAborted) is { } document ? Document(context, document, n) : Missing(n);

    private static async Task<IResult> CompareAsync(int n, int m, HttpContext context, [FromServices] PolicyDesk desk, string? language = null)
    {
        var words = Languages.Check(language);
        if (await desk.LoadAsync(n, context.RequestAborted) is not { } from)
        {
            return Missing(n);
        }

        return await desk.LoadAsync(m, context.RequestAborted) is { } to ? ApiRoutes.Json(new DiffAnswer(n, m, PolicyAnswers.Differences(from, to, words))) : Missing(m);
    }

    private static async Task<IResult> RollBackAsync(int n, HttpContext context, [FromServices] PolicyDesk desk) =>
        await desk.RollBackAsync(n, context.Caller().Name, context.RequestAborted) is { } publication ? ApiRoutes.Json(publication) : Missing(n);

    private static async Task<IResult> PauseAsync(HttpContext context, [FromServices] PolicyDesk desk)
    {
        var request = await StrictJson.ReadAsync<PauseRequest>(context.Request);
        (string Kind, string? Id)[] named =
            [("objective", request.Objective), ("group", request.Group), ("action", request.Action), ("treatment", request.Treatment), ("channel", request.Channel)];
        if (named.Where(n => n.Id is not null).ToArray() is not [(var kind, { } id)])
        {
            throw new ProblemException([new FieldError("", "The request names not exactly one thing to pause.", "objective, group, action, treatment or channel")]);
        }

        return await desk.PauseAsync(kind, id, context.Caller().Name, context.RequestAborted) is { } publication
            ? ApiRoutes.Json(publication) : Problems.NotFound($"There is no {kind} '{(id.Length > 64 ? id[..64] : id)}'.");
    }

    private static IResult Document(HttpContext context, PolicyDocument document, int revision)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");
        return TypedResults.Bytes(PolicyJson.Write(document), "application/json");
    }

    private static IResult Missing(int number) => Problems.NotFound($"There is no revision {number}.");
}
