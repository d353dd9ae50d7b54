using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>How a compiled pattern is matched.</summary>
public enum PatternKind : byte
{
    /// <summary>Every event that fits is a match.</summary>
    Event,

    /// <summary>N events within a window.</summary>
    Count,

    /// <summary>Parts one after another; also what did not happen since the last one.</summary>
    Sequence,
}

/// <summary>One part of a compiled pattern.</summary>
/// <param name="EventType">Type of its events.</param>
/// <param name="Filter">Which events of the type count.</param>
/// <param name="Negated">Whether no such event may happen there.</param>
public sealed record PatternPart(TextValue EventType, WhereFilter Filter, bool Negated);

/// <summary>A compiled pattern: what a trigger waits for. Immutable and thread safe; deciding what an event fits allocates nothing.</summary>
public sealed class PatternDefinition
{
    private readonly PatternPart[] _parts;
    private readonly string[] _same;

    private PatternDefinition(PatternNode tree, PatternKind kind, PatternPart[] parts, int count, TimeSpan window, IEnumerable<string> captures)
    {
        (Tree, Kind, _parts, Count, Window, _same) = (tree, kind, parts, count, window, [.. tree.Same]);
        Text = PatternLanguage.Print(tree);
        Captures = [.. captures.Distinct().Order(StringComparer.Ordinal)];
        EventTypes = [.. parts.Select(p => p.EventType).Distinct()];
        WindowMilliseconds = (long)window.TotalMilliseconds;
        Fingerprint = StableHash.Of(Text);
        FrameSize = parts.Max(p => p.Filter.Layout.Count);
        var bits = new List<int>();
        var forbidden = new List<int>();
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Negated)
            {
                forbidden[^1] |= 1 << i;
            }
            else
            {
                bits.Add(1 << i);
                forbidden.Add(0);
            }
        }

        (PositiveBits, ForbiddenAfter) = ([.. bits], [.. forbidden]);
        AnyPositive = bits.Aggregate(0, (a, b) => a | b);
        AnyForbidden = forbidden.Aggregate(0, (a, b) => a | b);
    }

    /// <summary>Canonical text.</summary>
    public string Text { get; }

    /// <summary>The tree it was made from.</summary>
    public PatternNode Tree { get; }

    public PatternKind Kind { get; }

    /// <summary>Its parts in order, 1 to <see cref="PatternLanguage.MaximumParts"/>; the first is not negated.</summary>
    public IReadOnlyList<PatternPart> Parts => _parts;

    /// <summary>Events needed of a count, 1 to <see cref="PatternLanguage.MaximumCount"/>; 1 for the other kinds.</summary>
    public int Count { get; }

    /// <summary>The window; zero for one event.</summary>
    public TimeSpan Window { get; }

    /// <summary>Properties whose values must be equal in all parts.</summary>
    public IReadOnlyList<string> Same => _same;

    /// <summary>Properties of its events that are read later as trigger.name.</summary>
    public IReadOnlyList<string> Captures { get; }

    /// <summary>The types it listens to, each once.</summary>
    public IReadOnlyList<TextValue> EventTypes { get; }

    /// <summary>Whether it ends with what must not happen, so that time completes it and not an event.</summary>
    public bool EndsWithAbsence => ForbiddenAfter[^1] != 0;

    internal long WindowMilliseconds { get; }

    /// <summary>Hash of the text: a stored state of another text is not of this pattern.</summary>
    internal ulong Fingerprint { get; }

    /// <summary>Slots that the largest filter needs.</summary>
    internal int FrameSize { get; }

    /// <summary>The bit of each positive part, in order.</summary>
    internal int[] PositiveBits { get; }

    /// <summary>For each positive part the bits of what must not happen after it.</summary>
    internal int[] ForbiddenAfter { get; }

    internal int AnyPositive { get; }

    internal int AnyForbidden { get; }

    /// <summary>The same pattern that captures nothing.</summary>
    internal PatternDefinition WithoutCaptures() => Captures.Count == 0 ? this : new PatternDefinition(Tree, Kind, _parts, Count, Window, []);

    internal static PatternDefinition Of(PatternNode tree, ConditionScope scope, IEnumerable<string> captures)
    {
        PatternPart Part(EventNode node, bool negated)
        {
            var where = node.Where is null ? null : ConditionLanguage.Print(node.Where, insideWhere: true);
            var (filter, issues) = WhereFilter.Compile(where, node.EventType, scope);
            return new PatternPart(new TextValue(node.EventType), filter ?? throw new InvalidOperationException($"A checked filter does not compile: {issues[0].Message}"), negated);
        }

        return tree switch
        {
            EventPattern one => new(tree, PatternKind.Event, [Part(one.Event, false)], 1, TimeSpan.Zero, captures),
            CountPattern count => new(tree, PatternKind.Count, [Part(count.Event, false)], count.Count, count.Window, captures),
            AbsencePattern absence => new(tree, PatternKind.Sequence, [Part(absence.Event, false), Part(absence.Event, true)], 1, absence.Duration, captures),
            SequencePattern sequence => new(tree, PatternKind.Sequence, [.. sequence.Parts.Select(p => Part(p.Event, p.Negated))], 1, sequence.Window, captures),
            _ => throw new ArgumentException($"{tree.GetType().Name} is not a pattern.", nameof(tree)),
        };
    }

    /// <summary>What an event fits.</summary>
    /// <param name="type">Type of the event.</param>
    /// <param name="properties">Its properties.</param>
    /// <param name="frame">To evaluate filters with, of at least <see cref="FrameSize"/> slots; overwritten.</param>
    /// <param name="onlyFirst">Whether only the first part is of interest: nothing is remembered yet.</param>
    /// <param name="key">Hash of the values of <see cref="Same"/>; 0 without any.</param>
    /// <returns>A bit for each part that it fits; 0 where a value of <see cref="Same"/> is missing.</returns>
    internal int Fits<TReader>(TextValue type, TReader properties, EvaluationFrame frame, bool onlyFirst, out ulong key)
        where TReader : IPropertyReader
    {
        key = 0;
        var fits = 0;
        var last = onlyFirst ? 1 : _parts.Length;
        for (var i = 0; i < last; i++)
        {
            if (_parts[i].EventType.Equals(type) && _parts[i].Filter.Matches(properties, frame))
            {
                fits |= 1 << i;
            }
        }

        if (fits != 0)
        {
            foreach (var name in _same)
            {
                var value = properties.Read(name);
                if (value.IsMissing)
                {
                    return 0;
                }

                key = StableHash.Combine(key, HashOf(value));
            }
        }

        return fits;
    }

    // Number and money of the same amount are the same; texts as they compare.
    private static ulong HashOf(in Value value) => value.Kind switch
    {
        ValueKind.Text => StableHash.Of(value.Text!.Folded, 1),
        ValueKind.TextSet => value.Set!.Aggregate(StableHash.Of(2), (hash, member) => StableHash.Combine(hash, StableHash.Of(member.Folded))),
        ValueKind.Number or ValueKind.Money => StableHash.Of(BitConverter.DoubleToInt64Bits(value.Number == 0 ? 0 : value.Number), 3),
        _ => StableHash.Of(BitConverter.DoubleToInt64Bits(value.Number), 10 + (long)value.Kind),
    };
}
