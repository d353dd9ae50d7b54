using NbaStudio.Engine.Conditions;

namespace NbaStudio.Live.Reading;

/// <summary>Helps to write a pattern: what it can name, what is wrong with it, what it would have found. Thread safe; nothing has an effect on customers.</summary>
public interface IPatternDesk
{
    /// <summary>The events and properties that a pattern can name: declared, seen, and those that the hub raises itself.</summary>
    PatternVocabulary Vocabulary(string language);

    /// <summary>Reads and checks a pattern against the live policy.</summary>
    PatternCheck Check(string text, string language);

    /// <summary>Runs a pattern over the last days of the journal, in event time.</summary>
    /// <param name="text">A pattern without mistakes.</param>
    /// <param name="coolDown">Rest after a match; zero = none.</param>
    /// <param name="days">1 to <see cref="MaximumDays"/>.</param>
    /// <param name="progress">Told the share of the journal that is read, in [0, 1].</param>
    /// <exception cref="ArgumentException">The pattern has mistakes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The days are out of range.</exception>
    Task<PatternTest> TestAsync(string text, TimeSpan coolDown, int days, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Most days that a test looks back.</summary>
    const int MaximumDays = 30;

    /// <summary>Most matches that a test lists; all of them are counted.</summary>
    const int MostListed = 200;
}

/// <param name="Events">By type.</param>
public sealed record PatternVocabulary(IReadOnlyList<PatternEvent> Events)
{
    /// <summary>The event of a type, however it is written; null when nobody knows it.</summary>
    public PatternEvent? Find(string type) => Events.FirstOrDefault(e => TextValue.Fold(e.Type) == TextValue.Fold(type));
}

/// <summary>A type of event that a pattern can name.</summary>
/// <param name="Label">In the reader's language; the type itself where it has no other name.</param>
public sealed record PatternEvent(string Type, string Label, IReadOnlyList<PatternProperty> Properties);

/// <param name="Kind">Declared kind, else the one that all values seen had; null where that is not one.</param>
/// <param name="Samples">A few values that came.</param>
public sealed record PatternProperty(string Name, ValueKind? Kind, IReadOnlyList<string> Samples);

/// <summary>What a pattern text is.</summary>
/// <param name="Issues">In the order of the text; empty when it can be tested and saved.</param>
/// <param name="Sentence">What it says, in the reader's language; null while it cannot be read.</param>
public sealed record PatternCheck(IReadOnlyList<ConditionIssue> Issues, string? Sentence);

/// <summary>What a pattern would have found.</summary>
/// <param name="From">Begin of the time that was looked at.</param>
/// <param name="Until">Its end.</param>
/// <param name="Events">Events of the pattern's types that were read.</param>
/// <param name="Customers">Customers who had one.</param>
/// <param name="Matches">Matches in all.</param>
/// <param name="IsNonEvent">Whether each match is something that did not happen.</param>
/// <param name="CustomersMatched">Customers with at least one.</param>
/// <param name="Listed">The newest, newest first; at most <see cref="IPatternDesk.MostListed"/>.</param>
/// <param name="Buckets">Matches by time, the empty ones too.</param>
/// <param name="BucketWidth">Width of each.</param>
/// <param name="Contradictions">Matches that deciding at once would have given wrongly or missed, because events came out of order.</param>
/// <param name="Dropped">Partial matches beyond 8 of one customer.</param>
/// <param name="IsCut">Whether there was too much to look at the whole time.</param>
/// <param name="KeptFrom">Older events are no longer kept; null while everything needed is.</param>
/// <param name="NotKept">Types that the journal has no entries for.</param>
public sealed record PatternTest(
    DateTimeOffset From, DateTimeOffset Until, long Events, int Customers, int Matches, bool IsNonEvent, int CustomersMatched, IReadOnlyList<PatternTestMatch> Listed,
    IReadOnlyList<TimeBucket> Buckets, TimeSpan BucketWidth, long Contradictions, long Dropped, bool IsCut, DateTimeOffset? KeptFrom, IReadOnlyList<string> NotKept);

/// <param name="CustomerId">Null when the customer was erased.</param>
/// <param name="Captured">Values that messages can read as trigger.name.</param>
public sealed record PatternTestMatch(
    string? CustomerId, LocalizedText? Customer, DateTimeOffset First, DateTimeOffset Last, DateTimeOffset Instant, IReadOnlyList<(string Name, string Value)> Captured);

/// <param name="Count">How many lie in [Start, Start + width).</param>
public sealed record TimeBucket(DateTimeOffset Start, int Count);
