using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Tests.Import;

/// <summary>A hub of the importer's view: remembers what it was sent, rejects what it is told to, and can be busy or die.</summary>
internal sealed class StubHub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<int> _failures = new();

    private StubHub(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    public PolicyDocument? Policy { get; set; } = new() { Name = "Stub" };

    /// <summary>Entries by id; a second one with other content is a conflict.</summary>
    public ConcurrentDictionary<string, string> Entries { get; } = new();

    public ConcurrentDictionary<string, JsonElement> Customers { get; } = new();

    /// <summary>Entries of each array, in the order of arrival.</summary>
    public ConcurrentQueue<int> Batches { get; } = new();

    public ConcurrentQueue<string?> Keys { get; } = new();

    /// <summary>Ids that are rejected.</summary>
    public HashSet<string> Rejects { get; } = [];

    /// <summary>Ids that spoil the whole array they stand in.</summary>
    public HashSet<string> Spoils { get; } = [];

    /// <summary>Stops answering arrays with success after so many.</summary>
    public int DiesAfterBatches { get; set; } = int.MaxValue;

    public int MostAtATime { get; private set; }

    /// <summary>A call takes a moment, as over a network, so that callers in turn are told from callers side by side.</summary>
    public bool CallsTakeTime { get; set; }

    public bool Simulated { get; set; } = true;

    public DateTimeOffset Clock { get; private set; } = new(2017, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the clock showed when each entry came.</summary>
    public ConcurrentQueue<(string Id, DateTimeOffset Time, DateTimeOffset Clock)> Arrivals { get; } = new();

    /// <summary>The next calls are answered with these statuses first.</summary>
    public void FailNext(params int[] statuses) => Array.ForEach(statuses, _failures.Enqueue);

    public static async Task<StubHub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var hub = new StubHub(app);
        app.Use(hub.GuardAsync);
        app.MapGet("/api/v1/policy", () => hub.Policy is { } policy ? Results.Bytes(PolicyJson.Write(policy), "application/json") : Problems.Problem(503, "No policy is published"));
        app.MapPut("/api/v1/customers/{id}", (string id, JsonElement body) => hub.Put(id, body));
        app.MapPost("/api/v1/events", (JsonElement[] body) => hub.Take(body, "eventId"));
        app.MapPost("/api/v1/outcomes", (JsonElement[] body) => hub.Take(body, "outcomeId"));
        app.MapPost("/api/v1/policy/import", (JsonElement body) => Results.Json(new { change = new { id = "c1" }, valid = true }, statusCode: 201));
        app.MapPost("/api/v1/policy/changes/{id}/publish", (string id) => Results.Json(new { revision = new { number = 7 } }));
        app.MapGet("/api/v1/clock", () => Results.Json(hub.Reading()));
        app.MapPut("/api/v1/clock", (JsonElement body) => hub.Move(body.GetProperty("time").GetDateTimeOffset()));
        await app.StartAsync();
        hub.Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private int _running;

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        Keys.Enqueue(context.Request.Headers["X-Api-Key"]);
        if (_failures.TryDequeue(out var status))
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "0";
            return;
        }

        var running = Interlocked.Increment(ref _running);
        lock (Rejects)
        {
            MostAtATime = Math.Max(MostAtATime, running);
        }

        if (CallsTakeTime)
        {
            await Task.Delay(5);
        }

        await next(context);
        Interlocked.Decrement(ref _running);
    }

    private IResult Put(string id, JsonElement body)
    {
        if (Rejects.Contains(id))
        {
            return Problems.Validation("attributes.age", "\"old\" is not a number.", "a finite number");
        }

        Customers[id] = body.Clone();
        return Results.Json(new { customerId = id, created = true }, statusCode: 201);
    }

    private IResult Take(JsonElement[] body, string idName)
    {
        if (Batches.Count >= DiesAfterBatches)
        {
            return Results.StatusCode(500);
        }

        if (body.Any(entry => Spoils.Contains(IdOf(entry, idName))))
        {
            return Problems.Validation("[0].properties", "The array is spoilt.", "another one");
        }

        Batches.Enqueue(body.Length);
        var (accepted, duplicates) = (0, 0);
        List<object> rejected = [];
        List<object> conflicts = [];
        for (var i = 0; i < body.Length; i++)
        {
            var id = IdOf(body[i], idName);
            Arrivals.Enqueue((id, body[i].GetProperty("time").GetDateTimeOffset(), Clock));
            if (Rejects.Contains(id))
            {
                rejected.Add(new { index = i, errors = new[] { new { path = "customerId", message = "Nobody has this id.", allowed = "a known id" } } });
            }
            else if (Entries.TryAdd(id, body[i].GetRawText()))
            {
                accepted++;
            }
            else if (Entries[id] == body[i].GetRawText())
            {
                duplicates++;
            }
            else
            {
                conflicts.Add(new { index = i });
            }
        }

        return Results.Json(new { accepted, duplicates, conflicts, rejected, decisions = Array.Empty<int>() }, statusCode: 202);
    }

    private IResult Move(DateTimeOffset time)
    {
        Clock = time > Clock ? time : Clock;
        return Results.Json(Reading());
    }

    private object Reading() => new { time = Clock, simulated = Simulated, speed = 1.0 };

    private static string IdOf(JsonElement entry, string name) => entry.TryGetProperty(name, out var id) ? id.GetString()! : "";
}
