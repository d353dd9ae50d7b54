using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace NbaStudio.Benchmarks.Load;

/// <summary>
/// Sends events at a fixed rate, however slowly the hub answers, and measures from the time an event was due to be sent until its decision arrives on the customer's stream: a stall
/// counts for every event that was due meanwhile.
/// </summary>
internal sealed class OpenLoop(LoadHub hub, HttpClient http, LoadOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Reply and offer come on different connections, in any order; whichever is second finds the first.
    private readonly ConcurrentDictionary<string, long> _due = new();
    private readonly ConcurrentDictionary<string, long> _arrivals = new();
    private readonly ConcurrentQueue<long> _latencies = new();
    private readonly ConcurrentQueue<long> _replies = new();
    private readonly ConcurrentDictionary<string, int> _errors = new();
    private int _accepted;
    private int _decisions;

    /// <summary>An offer arrived.</summary>
    public void Arrived(string decision, long timestamp)
    {
        if (_due.TryRemove(decision, out var due))
        {
            _latencies.Enqueue(timestamp - due);
        }
        else
        {
            _arrivals[decision] = timestamp;
            Match(decision);
        }
    }

    public async Task<OpenLoopResult> RunAsync(string run, int seconds)
    {
        var count = options.Rate * seconds;
        var before = await hub.ReadCountersAsync(http);
        var tasks = new Task[count];
        var start = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 10;
        var worstLag = 0L;
        await Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < count; i++)
                {
                    var due = start + (long)(i * (double)Stopwatch.Frequency / options.Rate);
                    while (Stopwatch.GetTimestamp() < due)
                    {
                        Thread.Sleep(1);
                    }

                    worstLag = Math.Max(worstLag, Stopwatch.GetTimestamp() - due);
                    var number = i;
                    tasks[i] = Task.Run(() => SendAsync(run, number, due));
                }
            },
            TaskCreationOptions.LongRunning);
        await Task.WhenAll(tasks).WaitAsync(Patience + TimeSpan.FromSeconds(100));
        await WaitForOffersAsync();
        var use = (await hub.ReadCountersAsync(http)).Since(before);
        return new OpenLoopResult(
            count, _accepted, _decisions, _latencies.Count, _due.Count, new Percentiles(_latencies), new Percentiles(_replies), new Dictionary<string, int>(_errors), Stopwatch.GetElapsedTime(0, worstLag))
        {
            Use = use,
        };
    }

    private async Task SendAsync(string run, int number, long due)
    {
        var customer = LoadPolicy.CustomerId(number % options.Customers);
        var json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"eventId":"{{run}}-{{number}}","customerId":"{{customer}}","type":"moment","time":"{{DateTimeOffset.UtcNow:O}}","properties":{"page":"/p{{number % 20}}","amount":{{number % 1000}}} }""");
        try
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await http.PostAsync("/api/v1/events", content);
            var body = await response.Content.ReadAsByteArrayAsync();
            if (response.StatusCode != HttpStatusCode.Accepted)
            {
                Fail($"{(int)response.StatusCode}");
                return;
            }

            _replies.Enqueue(Stopwatch.GetTimestamp() - due);
            Read(body, due);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException)
        {
            Fail(failure.GetType().Name);
        }
    }

    private void Read(byte[] body, long due)
    {
        using var answer = JsonDocument.Parse(body);
        Interlocked.Add(ref _accepted, answer.RootElement.GetProperty("accepted").GetInt32());
        foreach (var decision in answer.RootElement.GetProperty("decisions").EnumerateArray())
        {
            if (decision.GetProperty("actions").GetArrayLength() == 0)
            {
                Fail("silence");
                continue;
            }

            Interlocked.Increment(ref _decisions);
            var id = decision.GetProperty("decisionId").GetString()!;
            _due[id] = due;
            Match(id);
        }
    }

    private void Match(string decision)
    {
        if (_due.ContainsKey(decision) && _arrivals.TryRemove(decision, out var arrival) && _due.TryRemove(decision, out var due))
        {
            _latencies.Enqueue(arrival - due);
        }
    }

    private async Task WaitForOffersAsync()
    {
        var limit = Stopwatch.GetTimestamp();
        while (!_due.IsEmpty && Stopwatch.GetElapsedTime(limit) < Patience)
        {
            await Task.Delay(20);
        }
    }

    private void Fail(string what) => _errors.AddOrUpdate(what, 1, (_, count) => count + 1);
}
