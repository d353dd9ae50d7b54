using System.Buffers;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Tests.Detection.Patterns;

/// <summary>Shows events of one customer to a pattern and collects what comes out.</summary>
internal sealed class PatternRun(PatternDefinition pattern, PatternTiming timing)
{
    private static readonly Dictionary<string, TextValue> Types = new() { ["a"] = new("A"), ["b"] = new("B"), ["c"] = new("C"), ["d"] = new("D") };

    private readonly EvaluationFrame _frame = new(8);
    private PatternState? _state;

    public PatternResults Results { get; } = new();

    public PatternState State => _state ?? new PatternState();

    public List<OracleMatch> Matches => [.. Results.Matches.Select(m => new OracleMatch(m.First, m.Last, m.Instant))];

    public long NextDue => _state is null ? long.MaxValue : PatternMatcher.NextDue(pattern, _state, timing);

    public void Show(OracleEvent e, long now) => Show(e.Type, e.Time, RandomPatterns.Properties(e), now);

    public void Show(string type, long time, IReadOnlyDictionary<string, Value>? properties = null, long? now = null, bool mayBegin = true)
    {
        var known = Types.TryGetValue(type, out var text) ? text : new TextValue(type);
        PatternMatcher.Observe(pattern, ref _state, timing, known, time, new DictionaryPropertyReader(properties ?? new Dictionary<string, Value>()), now ?? time, _frame, Results, mayBegin);
    }

    public void Advance(long now)
    {
        if (_state is not null)
        {
            PatternMatcher.Advance(pattern, _state, timing, now, Results);
        }
    }

    /// <summary>As a restart does.</summary>
    public void StoreAndLoad()
    {
        if (_state is not null)
        {
            var buffer = new ArrayBufferWriter<byte>();
            PatternStateCodec.Write(_state, new StateWriter(buffer));
            var reader = new StateReader(buffer.WrittenSpan);
            _state = PatternStateCodec.Read(ref reader);
        }
    }
}
