using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace NbaStudio.Benchmarks.Load;

/// <summary>Runs scenarios over recorded decisions one after another, as a marketer who moves a lever again and again.</summary>
/// <param name="most">Decisions of a scenario at most.</param>
internal sealed class WhatIfBeside(HttpClient http, int most) : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private Task<WhatIfWork>? _work;

    public void Start() => _work = RunAsync(_stop.Token);

    /// <summary>Ends after the scenario that is running and says what was done.</summary>
    public async Task<WhatIfWork> StopAsync()
    {
        await _stop.CancelAsync();
        return await _work!;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    private async Task<WhatIfWork> RunAsync(CancellationToken stop)
    {
        var (runs, decisions, seconds) = (0, 0L, 0.0);
        while (!stop.IsCancellationRequested)
        {
            var lever = (1.1 + (runs % 10 * 0.1)).ToString(CultureInfo.InvariantCulture);
            using var body = new StringContent($$$"""{"name":"beside","days":1,"most":{{{most}}},"objectives":{"grow":{{{lever}}}}}""", Encoding.UTF8, "application/json");
            using var asked = await http.PostAsync("/api/v1/simulations", body, CancellationToken.None);
            await LoadHub.CheckAsync(asked);
            var id = (await asked.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None)).GetProperty("id").GetString();
            while (true)
            {
                await Task.Delay(Pace, CancellationToken.None);
                var run = await http.GetFromJsonAsync<JsonElement>($"/api/v1/simulations/{id}", CancellationToken.None);
                if (run.GetProperty("state").GetString() is "failed" or "cancelled")
                {
                    throw new InvalidOperationException($"Simulation {id} did not come to its end: {run}");
                }

                if (run.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Object)
                {
                    (runs, decisions, seconds) = (runs + 1, decisions + result.GetProperty("decisions").GetInt32(), seconds + result.GetProperty("seconds").GetDouble());
                    break;
                }
            }
        }

        return new WhatIfWork(runs, decisions, seconds);
    }
}

/// <param name="Runs">Scenarios that came to their end.</param>
/// <param name="Decisions">Decisions that they decided again, all together.</param>
/// <param name="Seconds">That they took inside the hub, reading included.</param>
internal sealed record WhatIfWork(int Runs, long Decisions, double Seconds);
