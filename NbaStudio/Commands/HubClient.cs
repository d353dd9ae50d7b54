using System.Net;
using System.Net.Http.Headers;
using NbaStudio.Hosting;

namespace NbaStudio.Commands;

/// <summary>Calls the API of a running hub for a verb: waits where the hub asks for it, and says plainly what does not work.</summary>
/// <remarks>Calls are repeated, so every call has to be repeatable: it carries ids of its own or an idempotency key. Thread safe.</remarks>
internal sealed class HubClient : IDisposable
{
    /// <summary>Where the key is read from when the command line names none, so that it need not stand in the list of processes.</summary>
    public const string KeyVariable = "NBA_STUDIO_KEY";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectionPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <exception cref="CommandException">The address is not an http address.</exception>
    public HubClient(string url, string? key, TimeProvider? time = null)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new CommandException($"--url {url} is not allowed; allowed is an http or https address such as {StudioHost.DefaultUrl}.");
        }

        _time = time ?? TimeProvider.System;
        Address = address;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(100) };
        if (!string.IsNullOrEmpty(key))
        {
            _http.DefaultRequestHeaders.Add("X-Api-Key", key);
        }
    }

    /// <summary>The options that every verb with a hub has.</summary>
    public static IReadOnlyList<CommandOption> Options { get; } =
    [
        new("url", "URL", $"Address of the running hub. Default {StudioHost.DefaultUrl}."),
        new("key", "KEY", $"API key, once the hub has keys. Default: the environment variable {KeyVariable}."),
    ];

    public Uri Address { get; }

    public static HubClient Of(CommandContext context, TimeProvider? time = null) =>
        new(context.Find("url") ?? StudioHost.DefaultUrl, context.Find("key") ?? Environment.GetEnvironmentVariable(KeyVariable), time);

    /// <summary>Sends a body, JSON where nothing else is said, and waits for the answer; a busy or starting hub (429, 503, no connection) is asked again.</summary>
    /// <exception cref="CommandException">The hub does not answer, is busy for too long, or refuses the caller.</exception>
    /// <param name="type">What the body is.</param>
    public async Task<HubAnswer> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte>? json, CancellationToken stop, string? idempotencyKey = null, string type = "application/json")
    {
        var waited = TimeSpan.Zero;
        for (var attempt = 1; ; attempt++)
        {
            var (answer, trouble, pause) = await TryAsync(method, path, json, idempotencyKey, type, attempt, stop);
            if (answer is not null && !IsBusy(answer))
            {
                return answer.Status is (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden
                    ? throw new CommandException($"The hub at {Address} refuses the call: {answer.Explain()}")
                    : answer;
            }

            // Nobody listens at all: a short wait covers a restart, a long one only hides a wrong address.
            waited += pause;
            if (waited > (answer is null ? ConnectionPatience : Patience))
            {
                throw new CommandException(answer is null
                    ? $"The hub at {Address} does not answer: {trouble} Start it, or name its address with --url."
                    : $"The hub at {Address} is not ready: {answer.Explain()}");
            }

            await Task.Delay(pause, _time, stop);
        }
    }

    /// <summary>Reads what the hub has.</summary>
    /// <exception cref="CommandException">The answer is not a success.</exception>
    public async Task<HubAnswer> GetAsync(string path, CancellationToken stop)
    {
        var answer = await SendAsync(HttpMethod.Get, path, null, stop);
        return answer.IsSuccess ? answer : throw new CommandException($"{Address}{path} answers {answer.Status}: {answer.Explain()}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HubAnswer? Answer, string Trouble, TimeSpan Pause)> TryAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? json, string? idempotencyKey, string type, int attempt, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        var backoff = TimeSpan.FromMilliseconds(Math.Min(250 * Math.Pow(2, attempt - 1), LongestPause.TotalMilliseconds));
        try
        {
            using var response = await _http.SendAsync(request, stop);
            return (new HubAnswer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(stop)), "", PauseOf(response.Headers.RetryAfter) ?? backoff);
        }
        catch (HttpRequestException failure)
        {
            return (null, failure.Message.TrimEnd('.') + ".", backoff);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (null, $"no answer within {_http.Timeout.TotalSeconds:0} seconds.", backoff);
        }
    }

    // A hub without a policy asks to come back too; waiting does not publish one.
    private static bool IsBusy(HubAnswer answer) =>
        answer.Status == (int)HttpStatusCode.TooManyRequests || (answer.Status == (int)HttpStatusCode.ServiceUnavailable && !answer.HasNoPolicy);

    private TimeSpan? PauseOf(RetryConditionHeaderValue? header)
    {
        var pause = header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
        return pause is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, TimeSpan.TicksPerMillisecond, LongestPause.Ticks)) : null;
    }
}
