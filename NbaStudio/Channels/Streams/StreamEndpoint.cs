using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Channels.Streams;

/// <summary>Server-sent events: what is pushed to a customer while online.</summary>
internal sealed class StreamEndpoint(NbaEngine engine, StreamRegistry streams, IHostApplicationLifetime lifetime) : IEndpointModule
{
    /// <summary>Sent where nothing else was for so long, so that both sides notice a dead connection.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(2);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/customers/{id}/stream", Open)
        .WithTags("Customers").WithName("streamOffers").WithSummary("Offers pushed to the customer, as server-sent events")
        .WithDescription("Events: ready (the stream is open), offer (a decision that was pushed), heartbeat. Comes back where it left off with the header Last-Event-ID. At most 3 streams per customer and channel.")
        .Produces<string>(contentType: "text/event-stream").FailsAsAll(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound)
        .RequireScope(Scopes.Decide).AllowBrowserToken();

    private IResult Open(string id, HttpContext context, [FromQuery] string? channel = null)
    {
        if (string.IsNullOrEmpty(channel))
        {
            return Problems.Validation("channel", "The query has no channel.", Allowed());
        }

        if (!context.Caller().MayActFor(id, channel))
        {
            return Problems.Forbidden("The browser token belongs to another customer or channel.");
        }

        var index = engine.Policy?.ChannelIndexOf(channel) ?? -1;
        if (index < 0 || engine.Policy!.Channels[index].Kind is ChannelKind.Email or ChannelKind.Webhook)
        {
            return Problems.Validation("channel", $"'{channel}' has no streams.", Allowed());
        }

        if (engine.FindCustomer(id) is not { } customer)
        {
            return Problems.NotFound($"No customer has the id '{id}'.");
        }

        var after = -1L;
        if (context.Request.Headers.TryGetValue("Last-Event-ID", out var last) && last.ToString() is { Length: > 0 } text
            && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return Problems.Validation("Last-Event-ID", $"'{(text.Length > 40 ? text[..40] : text)}' is not an id of this stream.", "the id of the last event received");
        }

        if (streams.TryOpen(customer, engine.Policy.Channels[index].Id, after) is not { } stream)
        {
            context.Response.Headers.RetryAfter = "30";
            return Problems.Problem(StatusCodes.Status429TooManyRequests, "Too many streams", $"The customer has {StreamRegistry.MaximumPerCustomer} open streams on '{channel}', the maximum.");
        }

        // The response is disposed of by the server however the connection ends.
        context.Response.RegisterForDispose(stream);
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ReadAsync(stream, context.Request.Headers.LastEventId(), context.RequestAborted));
    }

    private async IAsyncEnumerable<SseItem<StreamMessage?>> ReadAsync(OpenStream stream, string? lastId, [EnumeratorCancellation] CancellationToken aborted)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        yield return new SseItem<StreamMessage?>(null, "ready") { ReconnectionInterval = ReconnectAfter, EventId = lastId };
        while (true)
        {
            var more = await WaitAsync(stream, end.Token);
            if (more is false)
            {
                yield break;
            }

            if (more is null)
            {
                yield return new SseItem<StreamMessage?>(null, "heartbeat");
                continue;
            }

            while (stream.Messages.TryRead(out var numbered))
            {
                yield return new SseItem<StreamMessage?>(numbered.Message, "offer") { EventId = numbered.Number.ToString(CultureInfo.InvariantCulture) };
            }
        }
    }

    /// <summary>True when there is a message, null when it is time for a heartbeat, false at the end.</summary>
    private static async Task<bool?> WaitAsync(OpenStream stream, CancellationToken end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(Heartbeat);
        try
        {
            return await stream.Messages.WaitToReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return end.IsCancellationRequested ? false : null;
        }
    }

    private string Allowed() => string.Join(", ", engine.Policy?.Channels.Where(channel => channel.Kind is not (ChannelKind.Email or ChannelKind.Webhook)).Select(channel => channel.Id) ?? []);
}

internal static class StreamHeaders
{
    /// <summary>The id that the caller came with, given back so that a stream without news keeps its place.</summary>
    public static string? LastEventId(this IHeaderDictionary headers) => headers.TryGetValue("Last-Event-ID", out var last) && last.ToString() is { Length: > 0 } text ? text : null;
}
