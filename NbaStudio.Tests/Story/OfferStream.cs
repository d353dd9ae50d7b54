using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace NbaStudio.Tests.Story;

/// <summary>The customer's phone: the open stream of a channel.</summary>
internal sealed class OfferStream(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<OfferStream> OpenAsync(HttpClient http, string customer, string channel)
    {
        var response = await http.GetAsync($"/api/v1/customers/{customer}/stream?channel={channel}", HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var stream = new OfferStream(response, SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
        (await stream.NextAsync()).EventType.ShouldBe("ready");
        return stream;
    }

    /// <summary>Waits for the next offer.</summary>
    public async Task<JsonElement> NextOfferAsync()
    {
        while (true)
        {
            var next = await NextAsync();
            if (next.EventType == "offer")
            {
                return JsonDocument.Parse(next.Data).RootElement;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        response.Dispose();
        await events.DisposeAsync();
    }

    private async Task<SseItem<string>> NextAsync()
    {
        (await events.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue("the stream goes on");
        return events.Current;
    }
}
