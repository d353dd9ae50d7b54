using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using NbaStudio.Data.Hub;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Hosting;
using Xunit.Abstractions;

namespace NbaStudio.Tests.Integration;

/// <summary>The real program under load is killed (SIGKILL) again and again: what it acknowledged is there, and nothing took effect twice.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 20;
    private const int Callers = 8;
    private const int Seed = 20_261_122;

    private readonly TemporaryFolder _folder = new();
    private readonly KillLoad _load = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Program_KilledTwentyTimesUnderLoad_LosesNothingAcknowledgedAndDoublesNothing()
    {
        var random = new Random(Seed);
        await PrepareAsync();
        var during = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            during += await LiveAndDieAsync(random, duringStart: kill % 5 == 4) ? 1 : 0;
        }

        using (var hub = HubProcess.Start(_folder.Path))
        {
            using var http = new HttpClient { BaseAddress = await hub.ReadyAsync() };
            await _load.SettleAsync(http);
            output.WriteLine($"{Kills} kills, {during} while starting; {_load.Events.Count} events, {_load.Decisions.Count} decisions, {_load.Outcomes.Count} outcomes; "
                + $"{_load.Resent} calls sent again, {_load.EffectsWithoutAnswer} of them had taken effect");
            _load.Contradictions.ShouldBeEmpty();
            await CompareCustomersAsync(http);
            await CompareDecisionsAsync(http);
            (await hub.StopAsync()).ShouldBe(0, hub.Said);
        }

        CompareStore();
        _load.Events.Count.ShouldBeGreaterThan(Kills);
        _load.Decisions.Count.ShouldBeGreaterThan(Kills);
        _load.Outcomes.Count.ShouldBeGreaterThan(Kills);
        _load.Resent.ShouldBeGreaterThan(0, "a kill that cuts nothing off proves nothing");
    }

    /// <summary>One life of the program; true when it was killed before it was ready.</summary>
    private async Task<bool> LiveAndDieAsync(Random random, bool duringStart)
    {
        using var hub = HubProcess.Start(_folder.Path);
        if (duringStart)
        {
            await Task.WhenAny(hub.Address, Task.Delay(random.Next(100, 1_500)));
            await hub.KillAsync();
            return !hub.Address.IsCompleted;
        }

        using var http = new HttpClient { BaseAddress = await hub.ReadyAsync() };
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, Callers).Select(_ => _load.RunAsync(http, random.Next(), stop.Token)).ToArray();

        // A number of answers, not a time alone: a slow machine is killed in the middle of work too.
        var enough = _load.Answers + random.Next(10, 120);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(8));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (_load.Answers < enough && !limit.IsCancellationRequested)
        {
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.Delay(random.Next(0, 30));
        await hub.KillAsync();
        await stop.CancelAsync();
        await Task.WhenAll(callers);
        return false;
    }

    private async Task PrepareAsync()
    {
        using var hub = HubProcess.Start(_folder.Path);
        using var http = new HttpClient { BaseAddress = await hub.ReadyAsync() };
        await PolicyImport.PublishAsync(http, KillPolicy.Create());
        for (var i = 0; i < KillLoad.Customers; i++)
        {
            using var body = new StringContent(
                $$"""
                {"attributes":{"age":40},"addresses":{"mail":"c{{i}}@example.com"},
                 "consents":[{"channel":"*","purpose":"marketing","granted":true,"time":"2026-01-01T00:00:00Z","source":"form"}]}
                """,
                Encoding.UTF8,
                "application/json");
            using var stored = await http.PutAsync($"/api/v1/customers/c{i}", body);
            stored.IsSuccessStatusCode.ShouldBeTrue(await stored.Content.ReadAsStringAsync());
        }

        await hub.KillAsync();
    }

    /// <summary>Memory, as the API shows it: each customer's numbers are those of the distinct events.</summary>
    private async Task CompareCustomersAsync(HttpClient http)
    {
        for (var i = 0; i < KillLoad.Customers; i++)
        {
            var id = $"c{i}";
            var customer = await http.GetFromJsonAsync<JsonElement>($"/api/v1/customers/{id}");
            var events = _load.Events.Values.Where(sent => sent.Customer == id).ToList();
            var aggregates = customer.GetProperty("aggregates");
            Number(aggregates, "aggregate.views_30d").ShouldBe(events.Count(sent => sent.Amount == 0), $"{id}: page views");
            Number(aggregates, "aggregate.spend_30d").ShouldBe(events.Sum(sent => sent.Amount), $"{id}: spend");
            customer.GetProperty("decisions").GetInt64().ShouldBe(
                _load.Decisions.Values.Count(decision => decision.Customer == id) + events.Count(sent => sent.Amount > 0), $"{id}: one decision for each request and each purchase");
            foreach (var action in (string[])["scarce", "first", "second"])
            {
                _load.Decisions.Values.Count(decision => decision.Customer == id && decision.Actions == action).ShouldBeLessThanOrEqualTo(KillPolicy.ShownLimit, $"{id}: {action}");
            }
        }

        _load.Decisions.Values.Count(decision => decision.Actions == "scarce").ShouldBeInRange(1, KillPolicy.ScarceLimit);
    }

    private async Task CompareDecisionsAsync(HttpClient http)
    {
        foreach (var (customer, id, actions) in _load.Decisions.Values)
        {
            var record = await http.GetFromJsonAsync<JsonElement>($"/api/v1/decisions/{id}");
            record.GetProperty("customerId").GetString().ShouldBe(customer);
            string.Join(",", record.GetProperty("outcome").GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("action").GetString())).ShouldBe(actions, id);
        }
    }

    /// <summary>Disk: the journal holds each event, decision and outcome exactly once, and no entry was changed.</summary>
    private void CompareStore()
    {
        using var store = new SqliteHubStore(Path.Combine(_folder.Path, "main", "hub.db"));
        store.VerifyChain().Fault.ShouldBeNull();
        var journal = store.ReadJournal(1, int.MaxValue);
        journal.Where(row => row.Kind == JournalKind.Event).Select(row => JournalPayloads.ReadEvent(row.Payload!).EventId).Order(StringComparer.Ordinal)
            .ShouldBe(_load.Events.Keys.Order(StringComparer.Ordinal));
        journal.Where(row => row.Kind == JournalKind.Outcome).Select(row => JournalPayloads.ReadOutcome(row.Payload!)).Where(outcome => outcome.Kind == ContactKind.Conversion)
            .Select(outcome => (int)outcome.Amount).Order().ShouldBe(_load.Outcomes.Values.Order());
        journal.Count(row => row.Kind == JournalKind.Decision).ShouldBe(_load.Decisions.Count + _load.Events.Values.Count(sent => sent.Amount > 0));
        for (var i = 0; i < KillLoad.Customers; i++)
        {
            store.ReadOutboxOf(store.FindAlias($"c{i}")!.Value, int.MaxValue).Count.ShouldBeLessThanOrEqualTo(KillPolicy.MailLimit, $"letters of c{i}");
        }

        store.ReadBudgets().ShouldHaveSingleItem().Used.ShouldBe(_load.Decisions.Values.Count(decision => decision.Actions == "scarce"));
    }

    private static double Number(JsonElement values, string name) => values.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : 0;
}
