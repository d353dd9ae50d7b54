using NbaStudio.Engine;
using NbaStudio.Engine.Content;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Hosting;
using NbaStudio.Security;
using NbaStudio.Localization;

namespace NbaStudio.Channels.Tracking;

/// <summary>Links in messages: click, opening, preferences. Whoever has the token may report, and nothing else.</summary>
internal sealed class TrackingEndpoints(NbaEngine engine, TrackedDeliveries deliveries, TimeProvider clock, ILogger<TrackingEndpoints> log) : IEndpointModule
{
    // A transparent picture of one point.
    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/t/{token}", ClickAsync).ExcludeFromDescription().OpenToAll();
        routes.MapGet("/o/{token}.gif", OpenAsync).ExcludeFromDescription().OpenToAll();
        routes.MapGet("/u/{token}", Preferences).ExcludeFromDescription().OpenToAll();
        routes.MapPost("/u/{token}", UnsubscribeAsync).ExcludeFromDescription().OpenToAll();
    }

    private async Task<IResult> ClickAsync(string token, HttpContext context)
    {
        NoStore(context);
        var words = TrackingPage.WordsOf(context.Request);
        if (token == Delivery.TestToken)
        {
            return TrackingPage.Test(words);
        }

        if (deliveries.FindToken(token) is not { } row || deliveries.FindDelivery(row)?.Content.Link is not { } link || !IsWebLink(link))
        {
            return TrackingPage.Gone(words);
        }

        // The customer gets where the message pointed even when the click cannot be noted.
        await TryReportAsync(token, ContactKind.Click);
        return TypedResults.Redirect(link);
    }

    private async Task<IResult> OpenAsync(string token, HttpContext context)
    {
        NoStore(context);
        if (deliveries.FindToken(token) is not null)
        {
            await TryReportAsync(token, ContactKind.Open);
        }

        return TypedResults.Bytes(Pixel, "image/gif");
    }

    private IResult Preferences(string token, HttpContext context)
    {
        NoStore(context);
        var words = TrackingPage.WordsOf(context.Request);
        return token == Delivery.TestToken ? TrackingPage.Test(words) : deliveries.FindToken(token) is { } row ? TrackingPage.Ask(words, token, ChannelName(row, words)) : TrackingPage.Gone(words);
    }

    private async Task<IResult> UnsubscribeAsync(string token, HttpContext context)
    {
        NoStore(context);
        var words = TrackingPage.WordsOf(context.Request);
        if (token == Delivery.TestToken)
        {
            return TrackingPage.Test(words);
        }

        if (deliveries.FindToken(token) is not { } row)
        {
            return TrackingPage.Gone(words);
        }

        return await TryReportAsync(token, ContactKind.Unsubscribe) ? TrackingPage.Done(words, ChannelName(row, words)) : TrackingPage.Later(words);
    }

    /// <summary>False when the hub could not take it now.</summary>
    private async Task<bool> TryReportAsync(string token, ContactKind kind)
    {
        try
        {
            var reply = (await engine.RecordOutcomesAsync([new OutcomeInput(null, token, null, kind, clock.GetUtcNow())]))[0];
            if (reply.Status == OutcomeStatus.Rejected)
            {
                log.LogWarning("A {Kind} by tracking token was refused: {Reason}", kind.ToName(), reply.Errors[0].Message);
            }

            return reply.Status is OutcomeStatus.Accepted or OutcomeStatus.Duplicate;
        }
        catch (Exception failure) when (failure is HubBusyException or HubUnavailableException or CommitFailedException or HubStoreException)
        {
            log.LogWarning(failure, "A {Kind} by tracking token could not be noted", kind.ToName());
            return false;
        }
    }

    private string ChannelName(TokenRow row, Words words)
    {
        var policy = engine.Policy!;
        var channel = policy.TreatmentIndexOfKey(row.Treatment) is var index and >= 0 ? policy.Channels[policy.Treatments[index].Channel] : null;
        return channel is null ? words["preferences.anyChannel"] : Name(channel, words);
    }

    private static string Name(ChannelSnapshot channel, Words words) => channel.Label.In(words.Language);

    private static bool IsWebLink(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && (address.Scheme is "https" or "mailto" or "tel" || (address.Scheme == "http" && address.IsLoopback));

    private static void NoStore(HttpContext context) => context.Response.Headers.CacheControl = "no-store";
}
