using System.Security.Cryptography;
using NbaStudio.Data;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Hosting.Idempotency;

/// <summary>Runs a repeated management request once and gives its first answer again.</summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, IdempotencyStore store)
{
    private const string Header = "Idempotency-Key";

    public async Task InvokeAsync(HttpContext context)
    {
        var key = context.Request.Headers[Header].ToString();
        if (key.Length == 0 || context.GetEndpoint()?.Metadata.GetMetadata<IdempotentCall>() is null)
        {
            await next(context);
            return;
        }

        if (key.Length > 200)
        {
            await Problems.Validation(Header, $"The key has {key.Length} characters.", "at most 200 characters").ExecuteAsync(context);
            return;
        }

        context.Request.EnableBuffering();
        var hash = await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted);
        context.Request.Body.Position = 0;
        var route = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
        var caller = context.Caller().Name;
        if (await store.ClaimAsync(caller, key, route, hash, context.RequestAborted) is { } earlier)
        {
            await AnswerAgainAsync(context, earlier, route, hash);
            return;
        }

        await RunAsync(context, caller, key);
    }

    private async Task RunAsync(HttpContext context, string caller, string key)
    {
        var response = context.Response;
        var stream = response.Body;
        using var memory = new MemoryStream();
        response.Body = memory;
        var done = false;
        try
        {
            await next(context);
            // A failure of the hub, and a caller's mistake, may be tried again with the same key.
            done = response.StatusCode < 400;
        }
        finally
        {
            response.Body = stream;
            if (!done)
            {
                await store.ReleaseAsync(caller, key);
            }
        }

        if (done)
        {
            await store.CompleteAsync(caller, key, response.StatusCode, response.ContentType, response.Headers.Location, memory.ToArray());
        }

        if (memory.Length > 0)
        {
            memory.Position = 0;
            await memory.CopyToAsync(stream, context.RequestAborted);
        }
    }

    private static async Task AnswerAgainAsync(HttpContext context, StoredAnswer earlier, string route, byte[] hash)
    {
        if (earlier.Route != route || !earlier.BodyHash.AsSpan().SequenceEqual(hash))
        {
            await Problems.Problem(StatusCodes.Status422UnprocessableEntity, "Idempotency-Key used twice", "This Idempotency-Key belongs to another request of the last 24 hours.").ExecuteAsync(context);
            return;
        }

        if (earlier.Status is not { } status)
        {
            await Problems.Conflict("The first request with this Idempotency-Key is still at work.").ExecuteAsync(context);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = earlier.ContentType;
        context.Response.Headers.Location = earlier.Location;
        context.Response.Headers["Idempotency-Replayed"] = "true";
        await context.Response.Body.WriteAsync(earlier.Body, context.RequestAborted);
    }
}
