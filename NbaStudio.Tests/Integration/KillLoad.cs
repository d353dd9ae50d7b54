using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace NbaStudio.Tests.Integration;

/// <summary>Callers that go on through the deaths of the hub: what was not answered is sent again with the same ids. Remembers every acknowledgement.</summary>
internal sealed class KillLoad
{
    public const int Customers = 16;

    private readonly ConcurrentQueue<KillCall> _unanswered = new();
    private readonly Lock _gate = new();
    private readonly List<KillCall> _answered = [];
    private readonly List<(string DecisionId, string Action)> _shown = [];
    private int _next;
    private int _answers;

    public Dictionary<string, KillEvent> Events { get; } = [];

    /// <summary>By request id: the customer, the decision and the actions it was answered with.</summary>
    public Dictionary<string, (string Customer, string DecisionId, string Actions)> Decisions { get; } = [];

    /// <summary>By outcome id: the amount, which differs for each.</summary>
    public Dictionary<string, int> Outcomes { get; } = [];

    /// <summary>What contradicts an earlier acknowledgement.</summary>
    public ConcurrentQueue<string> Contradictions { get; } = new();

    /// <summary>Calls answered so far.</summary>
    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Calls that were cut off by a death and sent again.</summary>
    public int Resent { get; private set; }

    /// <summary>Calls that had taken effect although their answer was cut off: what would count twice without ids.</summary>
    public int EffectsWithoutAnswer { get; private set; }

    /// <summary>Calls until the hub dies or the caller is told to stop.</summary>
    public async Task RunAsync(HttpClient http, int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        while (!stop.IsCancellationRequested)
        {
            var call = _unanswered.TryDequeue(out var waiting) ? waiting : Next(random);
            if (!await SendAsync(http, call))
            {
                return;
            }
        }
    }

    /// <summary>Sends what is still unanswered.</summary>
    public async Task SettleAsync(HttpClient http)
    {
        while (_unanswered.TryDequeue(out var call))
        {
            (await SendAsync(http, call)).ShouldBeTrue("nobody kills the hub now");
        }
    }

    /// <summary>False when the hub is gone.</summary>
    private async Task<bool> SendAsync(HttpClient http, KillCall call)
    {
        call.Sent++;
        try
        {
            using var content = new StringContent(call.Json, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(call.Path, content);
            var body = await response.Content.ReadAsByteArrayAsync();
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable)
            {
                _unanswered.Enqueue(call);
                return true;
            }

            if (!response.IsSuccessStatusCode)
            {
                Contradictions.Enqueue($"{call.Json} -> {(int)response.StatusCode} {Encoding.UTF8.GetString(body)}");
                return true;
            }

            Acknowledge(call, JsonDocument.Parse(body).RootElement);
            Interlocked.Increment(ref _answers);
            return true;
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException)
        {
            _unanswered.Enqueue(call);
            return false;
        }
    }

    private void Acknowledge(KillCall call, JsonElement answer)
    {
        lock (_gate)
        {
            Resent += call.Sent > 1 ? 1 : 0;
            var known = call.Kind == KillCallKind.Decision ? TakeDecision(call, answer) : TakeCounts(call, answer);
            if ((call.Sent == 1 && !call.IsRepeat && known > 0) || (call.IsRepeat && known == 0))
            {
                Contradictions.Enqueue($"{call.Json} (sent {call.Sent} times, repeat {call.IsRepeat}) -> {answer}");
            }

            EffectsWithoutAnswer += !call.IsRepeat && known > 0 ? 1 : 0;
            if (!call.IsRepeat)
            {
                _answered.Add(call);
            }
        }
    }

    /// <summary>How many of the call's events or outcomes the hub knew already.</summary>
    private int TakeCounts(KillCall call, JsonElement answer)
    {
        var (accepted, duplicates) = (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("duplicates").GetInt32());
        var count = Math.Max(1, call.Events.Count);
        if (accepted + duplicates != count || (call.IsRepeat && accepted > 0))
        {
            Contradictions.Enqueue($"{call.Json} -> {answer}");
        }

        foreach (var sent in call.Events)
        {
            Events[sent.Id] = sent;
        }

        if (call.Kind == KillCallKind.Outcome)
        {
            Outcomes[call.Id] = int.Parse(call.Id.AsSpan(1), CultureInfo.InvariantCulture);
        }

        return duplicates;
    }

    private int TakeDecision(KillCall call, JsonElement answer)
    {
        var id = answer.GetProperty("decisionId").GetString()!;
        var actions = answer.GetProperty("actions");
        var said = string.Join(",", actions.EnumerateArray().Select(action => action.GetProperty("action").GetString()));
        if (Decisions.TryGetValue(call.Id, out var before) && before != (call.Customer, id, said))
        {
            Contradictions.Enqueue($"{call.Json}: {before} before, {answer} now");
        }

        Decisions[call.Id] = (call.Customer, id, said);
        if (actions.GetArrayLength() > 0 && !call.IsRepeat)
        {
            _shown.Add((id, said));
        }

        return answer.GetProperty("fromRecord").GetBoolean() ? 1 : 0;
    }

    private KillCall Next(Random random)
    {
        lock (_gate)
        {
            var number = ++_next;
            var customer = $"c{random.Next(Customers)}";
            return random.Next(100) switch
            {
                < 8 when _answered.Count > 0 => _answered[random.Next(_answered.Count)] with { Sent = 0, IsRepeat = true },
                < 28 when _shown.Count > 0 => OutcomeCall(number, _shown[random.Next(_shown.Count)]),
                < 55 => new KillCall(
                    KillCallKind.Decision, "/api/v1/decisions",
                    $$"""{"requestId":"r{{number}}","customerId":"{{customer}}","channel":"desk","placements":[{"name":"next"}]}""", $"r{number}", customer, []),
                _ => EventsCall(number, random),
            };
        }
    }

    private static KillCall OutcomeCall(int number, (string DecisionId, string Action) shown) => new(
        KillCallKind.Outcome, "/api/v1/outcomes",
        $$"""{"decisionId":"{{shown.DecisionId}}","action":"{{shown.Action}}","outcome":"conversion","amount":{{number}},"outcomeId":"o{{number}}"}""", $"o{number}", "", []);

    private static KillCall EventsCall(int number, Random random)
    {
        List<KillEvent> events = [];
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            events.Add(new KillEvent($"e{number}-{i}", $"c{random.Next(Customers)}", random.Next(5) == 0 ? random.Next(1, 1_000) : 0));
        }

        var time = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        var json = string.Join(",", events.Select(sent => sent.Amount > 0
            ? $$"""{"eventId":"{{sent.Id}}","customerId":"{{sent.Customer}}","type":"purchase","time":"{{time}}","properties":{"amount":{{sent.Amount}}} }"""
            : $$"""{"eventId":"{{sent.Id}}","customerId":"{{sent.Customer}}","type":"page_view","time":"{{time}}","properties":{"page":"/a"} }"""));
        return new KillCall(KillCallKind.Events, "/api/v1/events", $"[{json}]", $"e{number}", "", events);
    }
}
