using System.Net;
using System.Net.ServerSentEvents;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Channels;

/// <summary>A browser's end of a stream.</summary>
public sealed class StreamClient : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));

    private StreamClient(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _items = SseParser.Create(stream).EnumerateAsync(_limit.Token).GetAsyncEnumerator();
    }

    public static async Task<HttpResponseMessage> AskAsync(StudioServer server, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Opens a stream; it is open when this returns.</summary>
    public static async Task<StreamClient> OpenAsync(StudioServer server, string path, params (string Name, string Value)[] headers)
    {
        var response = await AskAsync(server, path, headers);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var client = new StreamClient(response, await response.Content.ReadAsStreamAsync());
        (await client.NextAsync()).EventType.ShouldBe("ready");
        return client;
    }

    public async Task<SseItem<string>> NextAsync()
    {
        (await _items.MoveNextAsync()).ShouldBeTrue("The stream has ended.");
        return _items.Current;
    }

    /// <summary>Whether the server has ended the stream.</summary>
    public async Task<bool> HasEndedAsync() => !await _items.MoveNextAsync();

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync();
        _response.Dispose();
        try
        {
            await _items.DisposeAsync();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or NotSupportedException)
        {
            // It was cut off.
        }

        _limit.Dispose();
    }
}
