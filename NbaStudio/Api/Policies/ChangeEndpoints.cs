using Microsoft.AspNetCore.Mvc;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Changes of the policy: a whole document in, checked, published.</summary>
internal sealed class ChangeEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var policy = routes.MapApi("/policy", "Policy").WithMetadata(new WithoutPolicy());
        policy.MapPost("/import", ImportAsync).WithName("importPolicy").WithSummary("Takes a whole policy document in as a change")
            .WithDescription("A document with errors is refused with all of them; nothing is stored then. The document's JSON schema is at /schemas/policy-v1.json.")
            .Takes(typeof(PolicyDocument)).Answers(typeof(ChangeReview), StatusCodes.Status201Created).Fails(400, 413, 422)
            .AllowBodyUpTo(PolicyJson.MaximumBytes).WithIdempotency().RequireScope(Scopes.Design);
        policy.MapGet("/changes", ListAsync).WithName("listChanges").WithSummary("All changes, newest first")
            .Answers(typeof(IReadOnlyList<ChangeAnswer>)).RequireScope(Scopes.Read);
        policy.MapPost("/changes/{c}/validate", ValidateAsync).WithName("validateChange").WithSummary("Checks a change and says what it would do")
            .Answers(typeof(ChangeReview)).Fails(404).WithIdempotency().RequireScope(Scopes.Design);
        policy.MapPost("/changes/{c}/publish", PublishAsync).WithName("publishChange").WithSummary("Brings a change into force as the next revision")
            .WithDescription("A change whose base is no longer the newest revision is a conflict: errors lists what was changed since.")
            .Answers(typeof(PublicationAnswer)).Fails(400, 404, 409, 422).WithIdempotency().RequireScope(Scopes.Publish);
    }

    private static async Task<IResult> ImportAsync(HttpContext context, [FromServices] PolicyDesk desk, string? name = null, [FromQuery(Name = "base")] string? revision = null)
    {
        int? number = revision is null ? null : int.TryParse(revision, out var parsed) && parsed > 0 ? parsed
            : throw new ProblemException([new FieldError("base", $"'{revision}' is not a revision.", "the number of a revision")]);
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        if (memory.Length == 0)
        {
            return Problems.Validation("", "The request has no body.", "a policy document");
        }

        var review = await desk.ImportAsync(memory.GetBuffer().AsMemory(0, (int)memory.Length), name, number, context.Caller().Name, context.RequestAborted);
        return ApiRoutes.Json(review, StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(HttpContext context, [FromServices] ChangeStore changes) =>
        ApiRoutes.Json((await changes.ListAsync(context.RequestAborted)).Select(PolicyAnswers.Of).ToList());

    private static async Task<IResult> ValidateAsync(string c, HttpContext context, [FromServices] PolicyDesk desk) =>
        await desk.ValidateAsync(c, context.RequestAborted) is { } review ? ApiRoutes.Json(review) : Missing(c);

    private static async Task<IResult> PublishAsync(string c, HttpContext context, [FromServices] PolicyDesk desk) =>
        await desk.PublishAsync(c, context.Caller().Name, context.RequestAborted) is { } publication ? ApiRoutes.Json(publication) : Missing(c);

    private static IResult Missing(string id) => Problems.NotFound($"There is no change '{(id.Length > 64 ? id[..64] : id)}'.");
}
