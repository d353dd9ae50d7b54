using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NbaStudio.Data.Pictures;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Security;

namespace NbaStudio.Api.Pictures;

/// <summary>Pictures of contents: takes them in, lists them with what names them, and takes them away. Their bytes are elsewhere, for everybody.</summary>
internal sealed class PictureCalls : IEndpointModule
{
    private const int ShownUses = 10;

    private static readonly string[] Types = ["image/png", "image/jpeg", "image/webp", "image/gif", "application/octet-stream"];
    private static readonly string Allowed = string.Create(CultureInfo.InvariantCulture, $"a PNG, JPEG, WebP or GIF of 1 to {PictureStore.MaximumBytes} bytes and up to {PictureStore.MaximumSide} pixels a side");

    public void Map(IEndpointRouteBuilder routes)
    {
        var pictures = routes.MapApi("/pictures", "Pictures");
        pictures.WithMetadata(new WithoutPolicy());
        pictures.MapPost("", AddAsync).WithName("addPicture").WithSummary("Takes in a picture that contents can name")
            .WithDescription("The body is the file: " + Allowed + ". Its own bytes say what it is; Content-Type does not. name is the name of the file, for people. The same file again is the same picture: 200 instead of 201.")
            .Takes(typeof(byte[]), false, Types).Answers(typeof(PictureAnswer), StatusCodes.Status201Created).Answers(typeof(PictureAnswer)).Fails(400, 409, 413, 415, 422)
            .WithIdempotency().RequireScope(Scopes.Design).AllowBodyUpTo(PictureStore.MaximumBytes);
        pictures.MapGet("", ListAsync).WithName("listPictures").WithSummary("All pictures with what names them, the newest first").Answers(typeof(IReadOnlyList<PictureAnswer>)).RequireScope(Scopes.Read);
        pictures.MapGet("/{id}", ReadAsync).WithName("getPicture").WithSummary("What is known of a picture; its bytes are at address").Answers(typeof(PictureAnswer)).Fails(404).RequireScope(Scopes.Read);
        pictures.MapDelete("/{id}", RemoveAsync).WithName("removePicture").WithSummary("Takes away a picture that nothing names any more")
            .WithDescription("409 while the newest revision or a change that is not published names it. It is gone for good; browsers that have seen it may keep it.")
            .AnswersNothing().Fails(404, 409).RequireScope(Scopes.Admin);
    }

    private static async Task<IResult> AddAsync(HttpContext context, [FromServices] IPictures pictures, string? name = null)
    {
        if (name?.Length > PictureStore.LongestName)
        {
            return Problems.Validation("name", string.Create(CultureInfo.InvariantCulture, $"The name has {name.Length} characters."), string.Create(CultureInfo.InvariantCulture, $"at most {PictureStore.LongestName} characters"));
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();
        var upload = await pictures.AddAsync(bytes, string.IsNullOrWhiteSpace(name) ? "picture" : name.Trim(), context.Caller(), context.RequestAborted);
        if (upload.Stored is not { } stored)
        {
            return Refuse(upload.Refusal!, bytes);
        }

        var used = await FindAsync(pictures, stored.Id, context.RequestAborted) ?? new UsedPicture(stored, [], null);
        return ApiRoutes.Json(PictureAnswer.Of(used), upload.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ListAsync(HttpContext context, [FromServices] IPictures pictures) =>
        ApiRoutes.Json((await pictures.ListUsedAsync(context.RequestAborted)).Select(PictureAnswer.Of).ToList());

    private static async Task<IResult> ReadAsync(string id, HttpContext context, [FromServices] IPictures pictures) =>
        await FindAsync(pictures, id, context.RequestAborted) is { } used ? ApiRoutes.Json(PictureAnswer.Of(used)) : Missing(id);

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, [FromServices] IPictures pictures)
    {
        if (await pictures.RemoveAsync(id, context.Caller(), context.RequestAborted) is not { } used)
        {
            return Missing(id);
        }

        if (used.Uses.Count == 0)
        {
            return TypedResults.NoContent();
        }

        var names = used.Uses.Take(ShownUses).Select(use => use.Change is { } change ? $"{use.Kind} '{use.Id}' in change {change} ('{use.ChangeName}')" : $"{use.Kind} '{use.Id}'");
        var more = used.Uses.Count > ShownUses ? string.Create(CultureInfo.InvariantCulture, $" and {used.Uses.Count - ShownUses} more") : "";
        return Problems.Conflict($"The picture is used by {string.Join(", ", names)}{more}. Take it out there first.");
    }

    private static async Task<UsedPicture?> FindAsync(IPictures pictures, string id, CancellationToken stop) => (await pictures.ListUsedAsync(stop)).FirstOrDefault(used => used.Picture.Id == id);

    private static IResult Refuse(string refusal, byte[] bytes) => refusal switch
    {
        "full" => Problems.Conflict(string.Create(CultureInfo.InvariantCulture, $"The hub has {PictureStore.MaximumCount} pictures, which is the most. Remove one that nothing uses first.")),
        "empty" => Problems.Validation("", "The body is empty.", Allowed),
        "dimensions" when PictureFormat.Read(bytes) is { } format => Problems.Validation("", string.Create(CultureInfo.InvariantCulture, $"The picture has {format.Width} x {format.Height} pixels."), Allowed),
        "size" => Problems.TooLarge(PictureStore.MaximumBytes, bytes.Length),
        _ => Problems.Validation("", "The body is no picture that is allowed: its bytes begin with " + Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(8, bytes.Length))) + ".", Allowed),
    };

    private static IResult Missing(string id) => Problems.NotFound($"There is no picture '{(id.Length > 64 ? id[..64] : id)}'.");
}
