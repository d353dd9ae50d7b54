using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Items of a change one by one, and decisions about those in conflict.</summary>
internal sealed class ChangeItemEndpoints : IEndpointModule
{
    private const string Path = "/changes/{c}/items/{kind}/{id}";

    public void Map(IEndpointRouteBuilder routes)
    {
        var policy = routes.MapApi("/policy", "Policy").WithMetadata(new WithoutPolicy());
        policy.MapGet(Path, ReadAsync).WithName("getChangeItem").WithSummary("An item as the change has it, with its ETag")
            .Answers(typeof(ItemAnswer)).Fails(400, 404).RequireScope(Scopes.Read);
        policy.MapPut(Path, WriteAsync).WithName("putChangeItem").WithSummary("Adds or replaces an item in the change")
            .WithDescription("The body is the item without what hangs under it. An item that exists needs If-Match. parent: id of its objective, group or action; position: place among its siblings, from 0; rename=true: the item's own id is a new one, its key stays.")
            .Takes(typeof(object)).Answers(typeof(ItemAnswer)).Answers(typeof(ItemAnswer), StatusCodes.Status201Created).Fails(400, 404, 409, 412, 413, 428)
            .AllowBodyUpTo(PolicyJson.MaximumBytes).RequireScope(Scopes.Design);
        policy.MapDelete(Path, DeleteAsync).WithName("deleteChangeItem").WithSummary("Deletes an item, and what hangs under it, in the change")
            .AnswersNothing().Fails(400, 404, 409, 412, 428).RequireScope(Scopes.Design);
        policy.MapPost("/changes/{c}/resolve", ResolveAsync).WithName("resolveChange").WithSummary("Decides about edits: mine, theirs (the edit goes) or edited")
            .WithDescription("For edits in conflict, and to take back an edit that is in none.")
            .Takes(typeof(ResolveRequest)).Answers(typeof(ChangeReview)).Fails(400, 404, 409, 422).WithIdempotency().RequireScope(Scopes.Design);
    }

    private static async Task<IResult> ReadAsync(string c, string kind, string id, HttpContext context, [FromServices] ChangeItemDesk desk)
    {
        if (await desk.FindAsync(c, kind, id, context.RequestAborted) is not { } found)
        {
            return ChangeEndpoints.Missing(c);
        }

        return Answer(context, found.Work, found.Item ?? throw ChangeItemDesk.Missing(kind, id), StatusCodes.Status200OK);
    }

    private static async Task<IResult> WriteAsync(
        string c, string kind, string id, HttpContext context, [FromServices] ChangeItemDesk desk, string? parent = null, string? position = null, string? rename = null)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        if (memory.Length == 0)
        {
            return Problems.Validation("", "The request has no body.", "the item");
        }

        var place = new ItemPlace(parent, position is null ? null : Number(position), rename is not null && Flag(rename));
        var written = await desk.PutAsync(
            c, kind, id, memory.GetBuffer().AsMemory(0, (int)memory.Length), place, ItemPreconditions.Of(context.Request), context.Caller().Name, context.RequestAborted);
        return written is { } result ? Answer(context, result.Work, result.Item, result.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK) : ChangeEndpoints.Missing(c);
    }

    private static async Task<IResult> DeleteAsync(string c, string kind, string id, HttpContext context, [FromServices] ChangeItemDesk desk) =>
        await desk.DeleteAsync(c, kind, id, ItemPreconditions.Of(context.Request), context.Caller().Name, context.RequestAborted) ? TypedResults.NoContent() : ChangeEndpoints.Missing(c);

    private static async Task<IResult> ResolveAsync(string c, HttpContext context, [FromServices] ChangeItemDesk desk, [FromServices] ChangeDesk changes)
    {
        var request = await StrictJson.ReadAsync<ResolveRequest>(context.Request);
        if (request.Items.Count == 0)
        {
            return Problems.Validation("items", "No edit is named.", "at least one");
        }

        if (request.Items.Select((item, i) => (item, i)).FirstOrDefault(p => p.item is null) is { item: null } empty && request.Items.Any(i => i is null))
        {
            return Problems.Validation($"items[{empty.i}]", "It is null.", "an edit to decide about: kind, id and decision");
        }

        return await desk.ResolveAsync(c, request.Items, context.Caller().Name, context.RequestAborted) is { } work
            ? ApiRoutes.Json(await changes.ReviewAsync(work, context.RequestAborted)) : ChangeEndpoints.Missing(c);
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new ProblemException([new FieldError("position", $"'{text}' is not a position.", "a whole number from 0")]);

    private static bool Flag(string text) => bool.TryParse(text, out var flag) ? flag : throw new ProblemException([new FieldError("rename", $"'{text}' is neither true nor false.", "true or false")]);

    private static IResult Answer(HttpContext context, ChangeWork work, PolicyDraftItem item, int status)
    {
        context.Response.Headers.ETag = ItemPreconditions.TagOf(item);
        return ApiRoutes.Json(PolicyAnswers.Of(work, item), status);
    }
}
