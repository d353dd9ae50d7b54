using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NbaStudio.Benchmarks.Load;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Benchmarks.Design;

/// <summary>The verb <c>design</c>: how long the steps of a change take on a large policy, over the API of a hub of its own.</summary>
internal static class DesignCommand
{
    public const string Usage = "design [actions, default 2500] [rules, default 500], or design policy FILE";
    private const int Rounds = 7;

    public static async Task<int> RunAsync(string[] arguments)
    {
        // For the times of pages, which pages.js takes in a browser.
        if (arguments is ["policy", var file])
        {
            await File.WriteAllBytesAsync(file, PolicyJson.Write(DesignPolicy.Create(2_500, 500)));
            return 0;
        }

        var actions = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 2_500;
        var rules = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 500;
        await using var hub = await LoadHub.StartAsync();
        using var http = new HttpClient { BaseAddress = hub.Address, Timeout = TimeSpan.FromMinutes(2) };
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} processors, load average {LoadReport.LoadAverage()}; {actions:N0} actions with 2 treatments each, {rules:N0} rules; median of {Rounds} (whole file: once)\n"));
        Console.WriteLine("| step over the API | ms | processor of the hub, ms |");
        Console.WriteLine("|---|---:|---:|");
        EntityTagHeaderValue? seen = null;
        var steps = new Dictionary<string, List<(double Wall, double Processor)>>();
        var document = PolicyJson.Write(DesignPolicy.Create(actions, rules));
        var first = (await TimeAsync($"import the whole file ({document.Length / 1_048_576.0:0.0} MB)", HttpMethod.Post, "/api/v1/policy/import?name=all", Encoding.UTF8.GetString(document))).GetProperty("change").GetProperty("id").GetString();
        await TimeAsync("publish the whole file", HttpMethod.Post, $"/api/v1/policy/changes/{first}/publish", null);
        for (var round = 0; round < Rounds; round++)
        {
            var change = (await TimeAsync("begin a change", HttpMethod.Post, "/api/v1/policy/changes", """{"name":"one"}""")).GetProperty("change").GetProperty("id").GetString();
            var path = $"/api/v1/policy/changes/{change}";
            for (var i = 0; i < 3; i++)
            {
                var id = $"action{(round * 300) + i}";
                await TimeAsync("read an action in the change", HttpMethod.Get, $"{path}/items/action/{id}", null);
                await TimeAsync("write an action", HttpMethod.Put, $"{path}/items/action/{id}", $$"""{"id":"{{id}}","value":"customer.a1 * 3","lever":1.{{round + 1}}}""");
            }

            await TimeAsync("validate", HttpMethod.Post, $"{path}/validate", null);
            await TimeAsync("validate again", HttpMethod.Post, $"{path}/validate", null);
            await TimeAsync("submit", HttpMethod.Post, $"{path}/submit", null);
            await TimeAsync("publish", HttpMethod.Post, $"{path}/publish", null);
        }

        foreach (var (step, times) in steps)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {step} | {Median(times.Select(t => t.Wall)):0} | {Median(times.Select(t => t.Processor)):0} |"));
        }

        return 0;

        async Task<JsonElement> TimeAsync(string step, HttpMethod method, string path, string? body)
        {
            var processor = hub.ProcessorTime;
            var start = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            if (method == HttpMethod.Put)
            {
                request.Headers.IfMatch.Add(seen!);
            }

            using var response = await http.SendAsync(request);
            seen = response.Headers.ETag;
            var text = await response.Content.ReadAsStringAsync();
            var wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text[..Math.Min(500, text.Length)]}");
            }

            (steps.TryGetValue(step, out var known) ? known : steps[step] = []).Add((wall, (hub.ProcessorTime - processor).TotalMilliseconds));
            return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var all ? all[all.Count / 2] : 0;
}
