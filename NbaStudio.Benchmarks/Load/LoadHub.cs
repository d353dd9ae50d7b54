using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting;

namespace NbaStudio.Benchmarks.Load;

/// <summary>The hub's program as a process of its own, with an empty folder that is deleted at the end.</summary>
internal sealed class LoadHub : IAsyncDisposable
{
    private const string Ready = "NBA Studio is ready at ";

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private LoadHub(Process process, DirectoryInfo folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    public Uri Address { get; }

    /// <summary>Processor time that the hub has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<LoadHub> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("nba-studio-load-");
        var process = Process.Start(new ProcessStartInfo("dotnet", [
            typeof(StudioHost).Assembly.Location, "--urls=http://127.0.0.1:0", $"--Nba:DataFolder={folder.FullName}", "--Nba:Demo=false", "--Logging:LogLevel:Default=Warning",
            "--Nba:Limits:RequestsPerSecond=1000000"])
        {
            WorkingDirectory = folder.FullName, RedirectStandardOutput = true,
        })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                var address = new Uri(line[Ready.Length..]);
                return address.IsLoopback
                    ? new LoadHub(process, folder, address)
                    : throw new InvalidOperationException($"The hub listens on {address}; load goes to loopback addresses only.");
            }
        }

        throw new InvalidOperationException("The hub did not start.");
    }

    public async Task<HubCounters> ReadCountersAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/metrics");
        await CheckAsync(answer);
        return HubCounters.Read(await answer.Content.ReadAsStringAsync(), Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency, ProcessorTime.TotalSeconds);
    }

    /// <summary>Publishes the policy and creates the customers.</summary>
    public static async Task PrepareAsync(HttpClient http, int customers)
    {
        using var policy = new ByteArrayContent(PolicyJson.Write(LoadPolicy.Create()));
        policy.Headers.ContentType = new("application/json");
        using var imported = await http.PostAsync("/api/v1/policy/import?name=load", policy);
        await CheckAsync(imported);
        var change = (await imported.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("change").GetProperty("id").GetString();
        using var published = await http.PostAsync($"/api/v1/policy/changes/{change}/publish", null);
        await CheckAsync(published);
        await Parallel.ForEachAsync(Enumerable.Range(0, customers), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, stop) =>
        {
            using var body = new StringContent(LoadPolicy.Customer(i), Encoding.UTF8, "application/json");
            using var stored = await http.PutAsync($"/api/v1/customers/{LoadPolicy.CustomerId(i)}", body, stop);
            await CheckAsync(stored);
        });
    }

    /// <summary>Ends the hub as an operator would; kills it where it does not end.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var term = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await term.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    internal static async Task CheckAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }
}
