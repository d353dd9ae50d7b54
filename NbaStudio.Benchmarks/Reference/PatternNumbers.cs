using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Benchmarks.Reference;

/// <summary>Published behaviour of patterns, counted over random streams.</summary>
public static class PatternNumbers
{
    private const int Customers = 200;
    private const int Events = 60;

    public static IEnumerable<ReferenceRow> All()
    {
        var example = Matches(new TextStream([("a", 1), ("c", 2), ("b", 3), ("b", 4)]));
        yield return new("`a b` on a c b1 b2: matches", example.Count, "1");
        yield return new("the same: time of its b", example[0].Last, "3");
        var random = new Random(1);
        List<TextStream> streams = [.. Enumerable.Range(0, Customers).Select(_ => TextStream.Random(random))];
        List<IReadOnlyList<(long First, long Last)>> found = [.. streams.Select(Matches)];
        yield return Changed("all times shifted by a day", streams, (stream, before) => Matches(stream.Shifted(86_400_000)).Select(m => (m.First - 86_400_000, m.Last - 86_400_000)).SequenceEqual(before), found);
        yield return Changed("events of another type added", streams, (stream, before) => Matches(stream.With("other")).SequenceEqual(before), found);
        yield return Changed("replayed once more", streams, (stream, before) => Matches(stream).SequenceEqual(before), found);
        yield return new("customers in one stream instead of one each: matches that differ", Together(streams, found), "0", null);
        yield return new("matches in all of these", found.Sum(f => f.Count), "more than 0", "more than 0");
    }

    private static ReferenceRow Changed(string what, List<TextStream> streams, Func<TextStream, IReadOnlyList<(long, long)>, bool> same, List<IReadOnlyList<(long, long)>> found) =>
        new($"{what}: customers whose matches differ, of {Customers}", streams.Where((stream, i) => !same(stream, found[i])).Count(), "0");

    private static PatternDefinition Pattern() => PatternLanguage.Compile("event \"a\" then event \"b\" within 1h", new ConditionScope(), []).Pattern!;

    private static IReadOnlyList<(long First, long Last)> Matches(TextStream stream)
    {
        var (pattern, frame, results) = (Pattern(), new EvaluationFrame(8), new PatternResults());
        PatternState? state = null;
        foreach (var (type, time) in stream.Events)
        {
            Show(pattern, ref state, type, time, frame, results);
        }

        return [.. results.Matches.Select(m => (m.First, m.Last))];
    }

    // One stream in the order of time, told apart by the state of each customer.
    private static int Together(List<TextStream> streams, List<IReadOnlyList<(long First, long Last)>> found)
    {
        var (pattern, frame) = (Pattern(), new EvaluationFrame(8));
        var states = new PatternState?[streams.Count];
        PatternResults[] results = [.. streams.Select(_ => new PatternResults())];
        foreach (var (customer, type, time) in streams.SelectMany((stream, i) => stream.Events.Select(e => (i, e.Type, e.Time))).OrderBy(e => e.Time))
        {
            Show(pattern, ref states[customer], type, time, frame, results[customer]);
        }

        return results.Where((result, i) => !result.Matches.Select(m => (m.First, m.Last)).SequenceEqual(found[i])).Count();
    }

    private static void Show(PatternDefinition pattern, ref PatternState? state, string type, long time, EvaluationFrame frame, PatternResults results) =>
        PatternMatcher.Observe(pattern, ref state, new PatternTiming(0, 0), new TextValue(type), time, new DictionaryPropertyReader(new Dictionary<string, Value>()), time, frame, results, true);

    private sealed record TextStream(IReadOnlyList<(string Type, long Time)> Events)
    {
        public static TextStream Random(Random random)
        {
            var time = 1_000_000L;
            return new([.. Enumerable.Range(0, PatternNumbers.Events).Select(_ => (new[] { "a", "b", "c" }[random.Next(3)], time += random.Next(1, 2_400_000)))]);
        }

        public TextStream Shifted(long by) => new([.. Events.Select(e => (e.Type, e.Time + by))]);

        public TextStream With(string type) => new([.. Events.SelectMany(e => new[] { e, (type, e.Time) })]);
    }
}
