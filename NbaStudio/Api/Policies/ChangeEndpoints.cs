using Microsoft.AspNetCore.Mvc;
using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Changes of the policy: made or imported, checked, submitted, approved, published.</summary>
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
        policy.MapPost("/changes", CreateAsync).WithName("createChange").WithSummary("Starts an empty change on the newest revision")
            .Takes(typeof(NewChange)).Answers(typeof(ChangeReview), StatusCodes.Status201Created).Fails(400, 422).WithIdempotency().RequireScope(Scopes.Design);
        policy.MapGet("/changes/{c}", ReviewAsync).WithName("getChange").WithSummary("What a change would do on the newest revision, its issues and its conflicts")
            .Answers(typeof(ChangeReview)).Fails(400, 404).RequireScope(Scopes.Read);
        policy.MapGet("/changes/{c}/effect", EffectAsync).WithName("getChangeEffect").WithSummary("What a change would turn: its blast radius")
            .WithDescription("of=decisions (default): the latest 2,000 decisions, decided again from their records. of=customers: up to 1,000 customers as they stand now, on every channel, whether or not anything was decided for them. Both policies decide the same; nothing is recorded or sent.")
            .Answers(typeof(EffectAnswer)).Fails(400, 404, 422).RequireScope(Scopes.Read);
        policy.MapDelete("/changes/{c}", DropAsync).WithName("dropChange").WithSummary("Puts a change away; it can be restored")
            .Answers(typeof(ChangeReview)).Fails(404, 409).RequireScope(Scopes.Design);
        policy.MapPost("/changes/{c}/validate", ReviewAsync).WithName("validateChange").WithSummary("Checks a change and says what it would do")
            .Answers(typeof(ChangeReview)).Fails(400, 404, 422).WithIdempotency().RequireScope(Scopes.Design);
        policy.MapPost("/changes/{c}/submit", SubmitAsync).WithName("submitChange").WithSummary("Hands a change to those who may approve")
            .Answers(typeof(ChangeReview)).Fails(400, 404, 409, 422).WithIdempotency().RequireScope(Scopes.Design);
        policy.MapPost("/changes/{c}/withdraw", WithdrawAsync).WithName("withdrawChange").WithSummary("Takes a submitted or approved change back")
            .Answers(typeof(ChangeReview)).Fails(404, 409, 422).WithIdempotency().RequireScope(Scopes.Design);
        policy.MapPost("/changes/{c}/restore", RestoreAsync).WithName("restoreChange").WithSummary("Takes a dropped change up again")
            .Answers(typeof(ChangeReview)).Fails(404, 409, 422).WithIdempotency().RequireScope(Scopes.Design);
        policy.MapPost("/changes/{c}/approve", ApproveAsync).WithName("approveChange").WithSummary("Says yes to the edits that have this hash")
            .WithDescription("Any later edit voids it. Nobody approves a change that they made or edited, unless exactly one may approve: then the audit says so.")
            .Takes(typeof(ApprovalRequest)).Answers(typeof(ChangeReview)).Fails(400, 404, 409, 422).WithIdempotency().RequireScope(Scopes.Publish);
        policy.MapPost("/changes/{c}/publish", PublishAsync).WithName("publishChange").WithSummary("Brings a change into force as the next revision")
            .WithDescription("What others published meanwhile stays; the same item changed on both sides is a conflict, and errors lists them all. A change that is not approved is approved in the same step by the only one who may.")
            .Answers(typeof(PublicationAnswer)).Fails(400, 404, 409, 422).WithIdempotency().RequireScope(Scopes.Publish);
    }

    private static async Task<IResult> ImportAsync(HttpContext context, [FromServices] ChangeDesk desk, string? name = null, [FromQuery(Name = "base")] string? revision = null)
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

    private static async Task<IResult> CreateAsync(HttpContext context, [FromServices] ChangeDesk desk)
    {
        var request = await StrictJson.ReadAsync<NewChange>(context.Request);
        return ApiRoutes.Json(await desk.CreateAsync(request.Name, context.Caller().Name, context.RequestAborted), StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListAsync(HttpContext context, [FromServices] ChangeStore changes) =>
        ApiRoutes.Json((await changes.ListAsync(context.RequestAborted)).Select(PolicyAnswers.Of).ToList());

    private static async Task<IResult> ReviewAsync(string c, HttpContext context, [FromServices] ChangeDesk desk, string? language = null) =>
        Answer(c, await desk.ReviewAsync(c, context.RequestAborted, Languages.Check(language)));

    private static async Task<IResult> EffectAsync(string c, HttpContext context, [FromServices] ChangeDesk desk, [FromServices] IChangeBoard board, string? of = null, string? language = null)
    {
        var kind = of switch
        {
            null or "decisions" => EffectOf.Decisions,
            "customers" => EffectOf.Customers,
            _ => throw new ProblemException([new FieldError("of", $"'{of}' is not allowed.", "decisions or customers")]),
        };
        if (await desk.ReviewAsync(c, context.RequestAborted, Languages.Check(language)) is null)
        {
            return Missing(c);
        }

        EffectView? last = null;
        await foreach (var view in board.ReadEffectAsync(c, kind, language ?? "en", context.Caller(), context.RequestAborted))
        {
            last = view;
        }

        return last is null ? Problems.Validation("change", "The change cannot be applied as it stands, so there is nothing to compare.", "a change without errors and conflicts; its review lists them")
            : ApiRoutes.Json(EffectAnswer.From(last));
    }

    private static async Task<IResult> SubmitAsync(string c, HttpContext context, [FromServices] ChangeDesk desk) => Answer(c, await desk.SubmitAsync(c, context.Caller().Name, context.RequestAborted));

    private static async Task<IResult> WithdrawAsync(string c, HttpContext context, [FromServices] ChangeDesk desk) => Answer(c, await desk.WithdrawAsync(c, context.Caller().Name, context.RequestAborted));

    private static async Task<IResult> DropAsync(string c, HttpContext context, [FromServices] ChangeDesk desk) => Answer(c, await desk.DropAsync(c, context.Caller().Name, context.RequestAborted));

    private static async Task<IResult> RestoreAsync(string c, HttpContext context, [FromServices] ChangeDesk desk) => Answer(c, await desk.RestoreAsync(c, context.Caller().Name, context.RequestAborted));

    private static async Task<IResult> ApproveAsync(string c, HttpContext context, [FromServices] ChangeDesk desk)
    {
        var request = await StrictJson.ReadAsync<ApprovalRequest>(context.Request);
        return Answer(c, await desk.ApproveAsync(c, request.ContentHash, context.Caller(), context.RequestAborted));
    }

    private static async Task<IResult> PublishAsync(string c, HttpContext context, [FromServices] ChangeDesk desk, string? contentHash = null) =>
        await desk.PublishAsync(c, context.Caller(), context.RequestAborted, contentHash) is { } publication ? ApiRoutes.Json(publication) : Missing(c);

    private static IResult Answer(string id, ChangeReview? review) => review is null ? Missing(id) : ApiRoutes.Json(review);

    internal static IResult Missing(string id) => Problems.NotFound($"There is no change '{(id.Length > 64 ? id[..64] : id)}'.");
}
