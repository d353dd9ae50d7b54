using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace NbaStudio.Benchmarks.Load;

/// <summary>Callers that send the next request as soon as the last was answered: how much the hub does at most.</summary>
internal static class ClosedLoop
{
    public static async Task<ClosedLoopResult> RunAsync(string name, int callers, TimeSpan time, int unitsPerCall, Func<int, Task<HttpResponseMessage>> call)
    {
        var latencies = new ConcurrentQueue<long>();
        var (next, errors) = (0, 0);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < time)
            {
                var begun = Stopwatch.GetTimestamp();
                using var response = await call(Interlocked.Increment(ref next));
                await response.Content.ReadAsByteArrayAsync();
                latencies.Enqueue(Stopwatch.GetTimestamp() - begun);
                if (!response.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref errors);
                }
            }
        })));
        return new ClosedLoopResult(name, callers, (latencies.Count - errors) * (double)unitsPerCall / Stopwatch.GetElapsedTime(start).TotalSeconds, errors, new Percentiles(latencies));
    }

    /// <summary>Batches of events that call for no decision: answered once durable.</summary>
    public static Func<int, Task<HttpResponseMessage>> Ingest(HttpClient http, string run, int batch, int customers) => call =>
    {
        var time = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        var body = new StringBuilder("[");
        for (var i = 0; i < batch; i++)
        {
            body.Append(i == 0 ? "" : ",").Append(
                CultureInfo.InvariantCulture,
                $$"""{"eventId":"{{run}}-{{call}}-{{i}}","customerId":"{{LoadPolicy.CustomerId(((call * batch) + i) % customers)}}","type":"plain","time":"{{time}}","properties":{"page":"/p","amount":5} }""");
        }

        return PostAsync(http, "/api/v1/events", body.Append(']').ToString());
    };

    public static Func<int, Task<HttpResponseMessage>> Decide(HttpClient http, string run, int customers) => call => PostAsync(
        http, "/api/v1/decisions",
        $$"""{"requestId":"{{run}}-{{call}}","customerId":"{{LoadPolicy.CustomerId(call % customers)}}","channel":"desk","placements":[{"name":"next","count":3}]}""");

    /// <summary>The bare endpoint beside which the rest is read: the cost of HTTP itself on this machine at this moment.</summary>
    public static Func<int, Task<HttpResponseMessage>> Bare(HttpClient http) => _ => http.GetAsync("/health/live");

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string json)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return await http.PostAsync(path, content);
    }
}
