using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Benchmarks.Detect;

/// <summary>Events through the patterns and aggregates of one policy, on one thread and without storage: the work that detection itself costs.</summary>
internal sealed class DetectCase
{
    private const int Customers = 2_000;
    private const int Types = 20;

    private readonly ServingPolicy _policy;
    private readonly CustomerState[] _customers;
    private readonly (TextValue Type, DictionaryPropertyReader Properties)[] _events;
    private readonly PatternResults _results = new();
    private readonly EvaluationFrame _frame = new(16);
    private long _time = 1_790_000_000_000;
    private int _next;

    /// <param name="triggers">Pattern texts.</param>
    /// <param name="aggregates">Aggregates, spread over the event types.</param>
    /// <param name="onlyType">Number of the one type of event that is shown; null = all 20.</param>
    public DetectCase(IReadOnlyList<string> triggers, int aggregates, int? onlyType = null)
    {
        var document = new PolicyDocument
        {
            Name = "Detect",
            Channels = [new() { Id = "hook", Kind = "webhook", Direction = "outbound" }],
            Objectives = [new() { Id = "o", Groups = [new() { Id = "g", Actions = [new() { Id = "a", Treatments = [new() { Id = "t", Channel = "hook", Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Body = "x" } } }] }] }] }],
            Aggregates = [.. Enumerable.Range(0, aggregates).Select(i => new AggregateDocument { Name = $"a{i}", Function = i % 2 == 0 ? "count" : "sum", Property = i % 2 == 0 ? null : "amount", Event = $"type{i % Types}", Window = "7d" })],
            Triggers = [.. triggers.Select((t, i) => new TriggerDocument { Name = $"t{i}", Pattern = t, Channels = ["hook"], CoolDown = "1h" })],
        };
        var compiled = PolicyCompiler.Compile(document, 1, DateTimeOffset.UnixEpoch);
        _policy = new ServingPolicy(compiled.Snapshot ?? throw new InvalidOperationException(string.Join("\n", compiled.Issues)), UnknownAttributes.AcceptAsText);
        _customers = [.. Enumerable.Range(1, Customers).Select(i => new CustomerState(i))];
        foreach (var customer in _customers)
        {
            customer.Aggregates.Bind(_policy.Aggregates);
        }

        var random = new Random(1);
        _events =
        [
            .. Enumerable.Range(0, 4096).Select(_ => (
                new TextValue($"type{onlyType ?? random.Next(Types)}"),
                new DictionaryPropertyReader(new Dictionary<string, Value> { ["page"] = Value.OfText($"/p{random.Next(10)}"), ["amount"] = Value.OfNumber(random.Next(100)), ["cart"] = Value.OfNumber(random.Next(3)) }))),
        ];
    }

    /// <summary>Matches found so far.</summary>
    public long Matches { get; private set; }

    /// <summary>Shows a number of events, each to all that listens to its type.</summary>
    public void Show(int events)
    {
        for (var i = 0; i < events; i++)
        {
            var (type, properties) = _events[_next & 4095];
            var customer = _customers[(_next * 31) % Customers];
            _next++;
            _time += 40;
            customer.Aggregates.Apply(_policy.Aggregates, type, properties, _time, _time);
            foreach (var index in _policy.Snapshot.TriggersOfEvent(type))
            {
                var trigger = _policy.Snapshot.Triggers[index];
                var known = customer.Patterns.TryGetValue(trigger.Name, out var state);
                _results.Clear();
                PatternMatcher.Observe(trigger.Pattern!, ref state, trigger.Timing, type, _time, properties, _time, _frame, _results);
                Matches += _results.Matches.Count;
                if (state is not null && !known)
                {
                    customer.Patterns[trigger.Name] = state;
                }
            }
        }
    }

    /// <summary>A mixture of every form over the 20 types.</summary>
    public static IReadOnlyList<string> Mixture(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => (i % 5) switch
        {
            0 => $"event \"type{i % Types}\" where amount > 98",
            1 => $"3 of event \"type{i % Types}\" where page = \"/p{i % 10}\" within 30m",
            2 => $"event \"type{i % Types}\" where page = \"/p{i % 10}\" then event \"type{(i + 3) % Types}\" within 2h",
            3 => $"event \"type{i % Types}\" where amount > 80 then not event \"type{(i + 7) % Types}\" within 45m same cart",
            _ => $"event \"type{i % Types}\" where page = \"/p{i % 10}\" then not event \"type{(i + 5) % Types}\" then event \"type{(i + 9) % Types}\" within 1d",
        }),
    ];
}
