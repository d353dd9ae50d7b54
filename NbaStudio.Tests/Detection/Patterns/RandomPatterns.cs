using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Tests.Detection.Patterns;

/// <summary>Small random patterns and logs, so that every boundary is met often.</summary>
internal sealed class RandomPatterns(int seed)
{
    private static readonly string[] Types = ["a", "b", "c", "d"];

    private readonly Random _random = new(seed);

    public OraclePattern Pattern()
    {
        while (true)
        {
            var pattern = Any();
            if (PatternLanguage.Check(pattern.ToTree(), new ConditionScope()).Count == 0)
            {
                return pattern;
            }
        }
    }

    /// <summary>In the order of times, many of them equal or exactly a window apart.</summary>
    public List<OracleEvent> Log(OraclePattern pattern)
    {
        var step = pattern.Window == 0 ? 1000 : Math.Max(1, pattern.Window / _random.Next(1, 5));
        var time = 1_700_000_000_000L;
        var log = new List<OracleEvent>();
        for (var i = _random.Next(2, 14); i > 0; i--)
        {
            time += _random.Next(5) switch { 0 => 0, 1 => pattern.Window, 2 => _random.Next(3), _ => step };
            log.Add(new OracleEvent(time, Types[_random.Next(Types.Length)], _random.Next(4) == 0 ? null : _random.Next(2), _random.Next(6) == 0 ? null : _random.Next(2)));
        }

        return log;
    }

    public long CoolDown(OraclePattern pattern) => _random.Next(3) switch { 0 => Math.Max(1, pattern.Window), 1 => _random.Next(1, 5000), _ => 0 };

    public int Next(int below) => _random.Next(below);

    public static IReadOnlyDictionary<string, Value> Properties(OracleEvent e)
    {
        var properties = new Dictionary<string, Value> { ["id"] = Value.OfNumber(e.Time % 1_000_000) };
        if (e.V is { } v)
        {
            properties["v"] = Value.OfNumber(v);
        }

        if (e.Key is { } key)
        {
            properties["k"] = Value.OfText("key" + key);
        }

        return properties;
    }

    private OraclePattern Any()
    {
        var window = 1000L * _random.Next(1, 8);
        var same = _random.Next(3) == 0;
        switch (_random.Next(10))
        {
            case 0:
                return new(PatternKind.Event, [Part(false)], 1, 0, false);
            case 1 or 2:
                return new(PatternKind.Count, [Part(false)], _random.Next(1, 5), window, same);
            case 3:
                var once = Part(false);
                return new(PatternKind.Sequence, [once, once with { Negated = true }], 1, window, same);
            default:
                var parts = new List<OraclePart> { Part(false) };
                for (var i = _random.Next(1, 5); i > 0; i--)
                {
                    parts.Add(Part(_random.Next(5) < 2));
                }

                return new(PatternKind.Sequence, [.. parts], 1, window, same);
        }
    }

    private OraclePart Part(bool negated) => new(Types[_random.Next(Types.Length)], _random.Next(3) == 0 ? _random.Next(2) : null, negated);
}
