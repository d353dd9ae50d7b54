using Microsoft.AspNetCore.Mvc;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Hosting.Idempotency;
using NbaStudio.Live.Readers;
using NbaStudio.Security;

namespace NbaStudio.Api.Sending;

/// <summary>Holds all sending and lets it go on; nothing is lost meanwhile.</summary>
internal sealed class SendingEndpoints : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("", "Sending").WithMetadata(new WithoutPolicy());
        api.MapPost("/stop", (HttpContext context, [FromServices] HubControl control) => SetAsync(context, control, true)).WithName("stopSending")
            .WithSummary("Holds all sending; nothing is lost").Answers(typeof(SendingAnswer)).Fails(422).WithIdempotency().RequireScope(Scopes.Publish);
        api.MapPost("/resume", (HttpContext context, [FromServices] HubControl control) => SetAsync(context, control, false)).WithName("resumeSending")
            .WithSummary("Lets sending go on").Answers(typeof(SendingAnswer)).Fails(422).WithIdempotency().RequireScope(Scopes.Publish);
    }

    private static async Task<IResult> SetAsync(HttpContext context, HubControl control, bool stopped)
    {
        // Whoever pulls the brake may close the window at once.
        await control.SetSendingAsync(stopped, context.Caller(), CancellationToken.None);
        return ApiRoutes.Json(new SendingAnswer(control.Sending.Stopped));
    }
}

/// <param name="Stopped">Whether all sending is held.</param>
public sealed record SendingAnswer(bool Stopped);
