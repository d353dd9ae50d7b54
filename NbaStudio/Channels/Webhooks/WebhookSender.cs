using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NbaStudio.Configuration;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Channels.Webhooks;

/// <summary>Posts deliveries to a receiver of the workspace's own. Signed, never redirected, bounded in time and size.</summary>
internal sealed class WebhookSender : IChannelSender, IDisposable
{
    /// <summary>Longest time of one attempt.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Longest answer that is read.</summary>
    public const int MaximumAnswer = 64 * 1024;

    private readonly NbaOptions _options;
    private readonly WebhookAddresses _addresses;
    private readonly PublicAddress _public;
    private readonly WallClock _clock;
    private readonly HttpClient _http;

    public WebhookSender(NbaOptions options, WebhookAddresses addresses, PublicAddress publicAddress, WallClock clock)
    {
        (_options, _addresses, _public, _clock) = (options, addresses, publicAddress, clock);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Patience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = 32,
            ConnectCallback = addresses.ConnectAsync,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public bool Takes(Delivery delivery, ChannelSnapshot channel) => channel.Kind == ChannelKind.Webhook;

    public string? FindFault(ChannelSnapshot channel) =>
        !_options.Channels.TryGetValue(channel.Id, out var settings) || settings.Url.Length == 0 ? $"Nba:Channels:{channel.Id}:Url is not set."
        : settings.Secret.Length == 0 ? $"Nba:Channels:{channel.Id}:Secret is not set: the receiver could not tell who calls."
        : _addresses.FindFault(settings.Url);

    public async Task<SendResult> SendAsync(Delivery delivery, ChannelSnapshot channel, CancellationToken stop)
    {
        var settings = _options.Channels[channel.Id];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var request = Request(delivery, settings);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var answer = await ReadAsync(response, limit.Token);
            return Result(response.StatusCode, answer);
        }
        catch (HttpRequestException failure)
        {
            return SendResult.Retry(failure.InnerException is { } inner && !failure.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{failure.Message} ({inner.Message})" : failure.Message);
        }
        catch (IOException failure)
        {
            return SendResult.Retry($"The connection broke: {failure.Message}");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return SendResult.Retry($"No answer within {Patience.TotalSeconds:0} s.");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(Delivery delivery, ChannelOptions settings)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new WebhookMessage(
                delivery.Id, delivery.DecisionId, delivery.CustomerId, delivery.Address, delivery.Channel, delivery.Objective, delivery.Action, delivery.Treatment, _public.Outside(delivery.Content),
                delivery.Token, new WebhookLinks(_public.ClickOf(delivery), _public.Open(delivery.Token), _public.Preferences(delivery.Token)), delivery.CreatedAt, delivery.ValidUntil,
                delivery.Attempt, delivery.IsTest),
            HubJson.Options);
        var timestamp = _clock.Time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", delivery.IdempotencyKey);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Make(settings.Secret, timestamp, body));
        request.Headers.UserAgent.ParseAdd("NbaStudio/1");
        return request;
    }

    private static SendResult Result(HttpStatusCode status, string answer)
    {
        var said = answer.Length == 0 ? "" : $": {answer}";
        return (int)status switch
        {
            >= 200 and < 300 => SendResult.Delivered,
            >= 300 and < 400 => SendResult.Failed($"The receiver answered {(int)status}; redirects are not followed."),
            410 => new SendResult(DeliveryResult.Bounced, $"The receiver cannot reach this customer any more (410){said}"),
            408 or 425 or 429 or >= 500 => SendResult.Retry($"The receiver answered {(int)status}{said}"),
            _ => SendResult.Failed($"The receiver refused it with {(int)status}{said}"),
        };
    }

    /// <summary>The first words of the answer; never more than the limit is read.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken stop)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        var buffer = new byte[MaximumAnswer];
        var read = await stream.ReadAtLeastAsync(buffer, MaximumAnswer, throwOnEndOfStream: false, stop);
        var text = System.Text.Encoding.UTF8.GetString(buffer, 0, Math.Min(read, 600)).ReplaceLineEndings(" ").Trim();
        return text.Length > 200 ? text[..200] : text;
    }
}
