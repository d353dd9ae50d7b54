using System.Diagnostics;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace NbaStudio.Benchmarks.Load;

/// <summary>One open stream per customer. Notes when each decision arrives.</summary>
internal sealed class OfferStreams(Uri hub, Action<string, long> arrived) : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { BaseAddress = hub, Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource _stop = new();
    private Task[] _readers = [];

    /// <summary>Streams that ended although nobody asked them to.</summary>
    public int Broken { get; private set; }

    /// <summary>Completes when all streams are open.</summary>
    public async Task OpenAsync(int customers)
    {
        var opened = Enumerable.Range(0, customers).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        _readers = [.. opened.Select((ready, i) => ReadAsync(LoadPolicy.CustomerId(i), ready))];
        await Task.WhenAll(opened.Select(ready => ready.Task)).WaitAsync(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_readers);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync(string customer, TaskCompletionSource ready)
    {
        try
        {
            using var response = await _http.GetAsync($"/api/v1/customers/{customer}/stream?channel=push", HttpCompletionOption.ResponseHeadersRead, _stop.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new InvalidOperationException($"Stream of {customer}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(_stop.Token)}");
            }

            var body = await response.Content.ReadAsStreamAsync(_stop.Token);
            await foreach (var item in SseParser.Create(body, (_, data) => data.ToArray()).EnumerateAsync(_stop.Token))
            {
                var now = Stopwatch.GetTimestamp();
                ready.TrySetResult();
                if (item.EventType == "offer")
                {
                    arrived(DecisionOf(item.Data), now);
                }
            }

            Broken++;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            ready.TrySetCanceled();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidOperationException)
        {
            Broken++;
            ready.TrySetException(failure);
        }
    }

    private static string DecisionOf(byte[] data)
    {
        using var message = JsonDocument.Parse(data);
        return message.RootElement.GetProperty("decisionId").GetString()!;
    }
}
