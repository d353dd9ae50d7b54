using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>Writing and trying patterns, over the live policy, what was seen, and the journal. Thread safe.</summary>
internal sealed class PatternDesk(NbaEngine engine, EventTypeStatistics statistics) : IPatternDesk
{
    private const int MostBuckets = 60;
    private const int MostCaptured = 6;
    private const int LongestCaptured = 60;

    // Each test may keep a million events in memory.
    private static readonly SemaphoreSlim Turns = new(2, 2);

    private static readonly TimeSpan[] Widths = [.. new[] { 0.5, 1, 2, 3, 6, 12, 24 }.Select(TimeSpan.FromHours)];

    public PatternVocabulary Vocabulary(string language)
    {
        var policy = engine.Policy!;
        var words = new Words(language);
        var seen = statistics.Read(0).Types.ToDictionary(s => TextValue.Fold(s.Type), StringComparer.Ordinal);
        var types = policy.EventTypes.Select(t => t.Type.Original).Concat(seen.Values.Select(s => s.Type)).Concat(EventNames.Raised).DistinctBy(TextValue.Fold, StringComparer.Ordinal);
        return new PatternVocabulary([.. types.Order(StringComparer.Ordinal).Select(type => new PatternEvent(
            type, EventNames.Of(policy, type, words), Properties(policy, type, seen.GetValueOrDefault(TextValue.Fold(type)))))]);
    }

    public PatternCheck Check(string text, string language)
    {
        ArgumentNullException.ThrowIfNull(text);
        var policy = engine.Policy!;
        var tree = PatternLanguage.Parse(text).Tree;
        return new PatternCheck(PatternLanguage.Compile(text, policy.Scope).Issues, tree is null ? null : new PatternPhrases(policy, language).Of(tree));
    }

    public async Task<PatternTest> TestAsync(string text, TimeSpan coolDown, int days, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, IPatternDesk.MaximumDays);
        var policy = engine.Policy!;
        var (pattern, issues) = PatternLanguage.Compile(text, policy.Scope, Captures(policy, text));
        if (pattern is null)
        {
            throw new ArgumentException(issues[0].Message, nameof(text));
        }

        await Turns.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Test(policy, pattern, coolDown, days, progress, cancellationToken), cancellationToken);
        }
        finally
        {
            Turns.Release();
        }
    }

    private PatternTest Test(PolicySnapshot policy, PatternDefinition pattern, TimeSpan coolDown, int days, IProgress<double>? progress, CancellationToken cancellation)
    {
        var trial = engine.TryPattern(pattern, coolDown, engine.Now - TimeSpan.FromDays(days), IPatternDesk.MostListed, progress is null ? null : progress.Report, cancellation);
        var (buckets, width) = Buckets(trial, policy.Zone);
        var customers = trial.Newest.Select(m => m.Customer).Distinct().ToDictionary(key => key, key => engine.Store.LoadCustomer(key) is { } stored ? CustomerStateCodec.Read(stored.State) : null);
        return new PatternTest(
            trial.From, trial.Until, trial.Events, trial.Customers, trial.Instants.Count, pattern.EndsWithAbsence, trial.CustomersMatched,
            [.. trial.Newest.Select(m => new PatternTestMatch(
                customers[m.Customer]?.PrimaryId, customers[m.Customer] is { } state ? CustomerText.Name(state) : null, m.First, m.Last, m.Instant,
                [.. m.Captured.Take(MostCaptured).Select(c => (c.Key, Shown(c.Value)))]))],
            buckets, width, trial.Contradictions, trial.Dropped, trial.IsCut, trial.KeptFrom, trial.NotKept);
    }

    /// <summary>Counts by time in steps that begin at midnight of the workspace's zone.</summary>
    internal static (IReadOnlyList<TimeBucket> Buckets, TimeSpan Width) Buckets(PatternTrial trial, TimeZoneInfo zone)
    {
        var width = Widths.First(w => (trial.Until - trial.From) / w < MostBuckets || w == Widths[^1]);
        var offset = zone.GetUtcOffset(trial.From);
        var local = trial.From.UtcTicks + offset.Ticks;
        var start = new DateTimeOffset(local - (local % width.Ticks) - offset.Ticks, TimeSpan.Zero);
        var counts = new int[Math.Max(1, (int)Math.Ceiling((trial.Until - start) / width))];
        foreach (var instant in trial.Instants)
        {
            counts[Math.Clamp((int)((DateTimeOffset.FromUnixTimeMilliseconds(instant) - start) / width), 0, counts.Length - 1)]++;
        }

        return ([.. counts.Select((count, i) => new TimeBucket(start + (i * width), count))], width);
    }

    /// <summary>What messages can read of a match: every property that its events are known to have.</summary>
    private IEnumerable<string> Captures(PolicySnapshot policy, string text)
    {
        if (PatternLanguage.Compile(text, policy.Scope).Pattern is not { } pattern)
        {
            return [];
        }

        var seen = statistics.Read(0).Types.ToDictionary(s => TextValue.Fold(s.Type), StringComparer.Ordinal);
        return pattern.Parts.Where(p => !p.Negated).SelectMany(p => Properties(policy, p.EventType.Original, seen.GetValueOrDefault(p.EventType.Folded))).Select(p => p.Name);
    }

    private static IReadOnlyList<PatternProperty> Properties(PolicySnapshot policy, string type, SeenEvents? seen)
    {
        var raised = OutcomeEventTypes.Contains(type) ? OutcomeEventTypes.Properties : GoalEventTypes.Contains(type) ? GoalEventTypes.Properties : null;
        if (raised is not null)
        {
            return [.. raised.Select(p => new PatternProperty(p.Key, p.Value, []))];
        }

        var index = policy.EventTypeIndexOf(new TextValue(type));
        var declared = index < 0 ? [] : policy.EventTypes[index].Properties;
        // What a text model writes is declared nowhere else.
        var written = policy.TextModels.Where(m => TextValue.Fold(m.EventType.Original) == TextValue.Fold(type)).Select(m => m.Output);
        return
        [
            .. declared.Select(p => new PatternProperty(p.Name, p.Kind, Samples(seen, p.Name))),
            .. written.Select(name => new PatternProperty(name, ValueKind.Text, Samples(seen, name))),
            .. (seen?.Properties ?? []).Where(s => declared.All(p => p.Name != s.Name) && !written.Contains(s.Name)).Select(s => new PatternProperty(s.Name, s.Kinds is [var only] ? only : null, s.Samples)),
        ];
    }

    private static IReadOnlyList<string> Samples(SeenEvents? seen, string property) => seen?.Properties.FirstOrDefault(p => p.Name == property)?.Samples ?? [];

    private static string Shown(Value value) => value.ToString() is { Length: > LongestCaptured } text ? text[..LongestCaptured] + "…" : value.ToString() ?? "";
}
