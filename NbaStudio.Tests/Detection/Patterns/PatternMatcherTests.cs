using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Tests.Conditions;

namespace NbaStudio.Tests.Detection.Patterns;

public class PatternMatcherTests
{
    private static readonly TextValue PageView = new("PAGE_VIEW");
    private static readonly DictionaryPropertyReader Cancel = new(new Dictionary<string, Value> { ["page"] = Value.OfText("/cancel") });
    private static readonly DictionaryPropertyReader Home = new(new Dictionary<string, Value> { ["page"] = Value.OfText("/") });

    private static PatternDefinition Compile(string text) => PatternLanguage.Compile(text, TestScope.Full).Pattern.ShouldNotBeNull();

    private static bool Show(PatternDefinition pattern, PatternState state, long time, long coolDown = 0, bool cancel = true, string type = "page_view") =>
        PatternMatcher.Observe(pattern, state, new TextValue(type), time, cancel ? Cancel : Home, pattern.Filter.CreateFrame(), TimeSpan.FromMilliseconds(coolDown));

    [Fact]
    public void Observe_SingleEvent_MatchesTypeAndFilter()
    {
        var pattern = Compile("event \"page_view\" where page = \"/cancel\"");
        var state = new PatternState();
        Show(pattern, state, 1, cancel: false).ShouldBeFalse();
        Show(pattern, state, 1, type: "purchase").ShouldBeFalse();
        state.IsEmpty.ShouldBeTrue();
        Show(pattern, state, 5).ShouldBeTrue();
        Show(pattern, state, 5).ShouldBeTrue("without a cool-down every event is a match");
        Show(pattern, state, 3).ShouldBeTrue("a late one too");
    }

    [Fact]
    public void Observe_SingleEventWithCoolDown_RestsAroundTheMatch()
    {
        var pattern = Compile("event \"page_view\"");
        var state = new PatternState();
        Show(pattern, state, 1000, 100).ShouldBeTrue();
        Show(pattern, state, 1099, 100).ShouldBeFalse();
        Show(pattern, state, 950, 100).ShouldBeFalse();
        Show(pattern, state, 1100, 100).ShouldBeTrue();
    }

    [Fact]
    public void Observe_Count_WindowIsOpenAtItsStart()
    {
        var pattern = Compile("2 of event \"page_view\" within 1s");
        var state = new PatternState();
        Show(pattern, state, 0).ShouldBeFalse();
        Show(pattern, state, 1000).ShouldBeFalse("(now - W, now] leaves the event at now - W out");
        Show(pattern, state, 1999).ShouldBeTrue();
    }

    [Fact]
    public void Observe_LateEvent_CompletesTheCount()
    {
        var pattern = Compile("3 of event \"page_view\" within 1s");
        var state = new PatternState();
        Show(pattern, state, 500).ShouldBeFalse();
        Show(pattern, state, 900).ShouldBeFalse();
        Show(pattern, state, 100).ShouldBeTrue();
        state.LastMatchMilliseconds.ShouldBe(900);
        Show(pattern, state, 800).ShouldBeFalse();
        state.Times.ShouldBeEmpty("events before the last match are skipped");
    }

    [Fact]
    public void Observe_RandomEventsInOrder_EqualsBruteForce()
    {
        var random = new Random(31);
        var matches = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var count = random.Next(1, 6);
            var window = random.Next(1, 20);
            var coolDown = random.Next(3) == 0 ? 0 : random.Next(0, 30_000);
            var pattern = Compile($"{count} of event \"page_view\" where page = \"/cancel\" within {window}s");
            var state = new PatternState();
            var events = Enumerable.Range(0, 60).Select(_ => (Time: random.NextInt64(0, 60) * 1000 + random.Next(3), Cancel: random.Next(4) > 0)).OrderBy(e => e.Time).ToList();
            var expected = BruteForce(events, count, window * 1000L, coolDown);
            for (var i = 0; i < events.Count; i++)
            {
                var matched = Show(pattern, state, events[i].Time, coolDown, events[i].Cancel);
                matched.ShouldBe(expected[i], $"round {round}, event {i}");
                matches += matched ? 1 : 0;
                state.Times.Count.ShouldBeLessThan(count);
                state = Restore(state);
            }
        }

        matches.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void Observe_RandomArrivalOrder_OnlyReportsTrueMatches()
    {
        var random = new Random(32);
        for (var round = 0; round < 2_000; round++)
        {
            var pattern = Compile("3 of event \"page_view\" within 5s");
            var state = new PatternState();
            List<long> shown = [];
            for (var i = 0; i < 30; i++)
            {
                var time = Math.Max(0, (i * 1000) + random.Next(-6000, 1000));
                shown.Add(time);
                if (Show(pattern, state, time))
                {
                    var last = state.LastMatchMilliseconds!.Value;
                    shown.Count(t => t > last - 5000 && t <= last).ShouldBeGreaterThanOrEqualTo(3);
                }

                state.Times.Count.ShouldBeLessThan(3);
                state.Times.ShouldBeInOrder();
            }
        }
    }

    [Fact]
    public void Observe_NegativeCoolDown_Throws() => Should.Throw<ArgumentOutOfRangeException>(() => Show(Compile("event \"x\""), new PatternState(), 1, -1));

    [Fact]
    public void Observe_Warm_AllocatesNothing()
    {
        var pattern = Compile("3 of event \"page_view\" where page = \"/cancel\" within 1s");
        var (state, frame) = (new PatternState(), pattern.Filter.CreateFrame());
        var matches = 0;
        long Run(int from)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = from; i < from + 3_000; i++)
            {
                matches += PatternMatcher.Observe(pattern, state, PageView, i * 100L, Cancel, frame, TimeSpan.FromSeconds(2)) ? 1 : 0;
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Run(0);
        Run(3_000).ShouldBe(0);
        matches.ShouldBeGreaterThan(200);
    }

    /// <summary>At each event: the counted events since the last match's rest, within the window.</summary>
    private static List<bool> BruteForce(List<(long Time, bool Cancel)> events, int count, long window, long coolDown)
    {
        List<bool> result = [];
        List<long> since = [];
        long? last = null;
        foreach (var (time, cancel) in events)
        {
            if (!cancel || (last is { } match && time < match + coolDown))
            {
                result.Add(false);
                continue;
            }

            since.Add(time);
            var matched = since.Count(t => t > time - window && t <= time) >= count;
            if (matched)
            {
                last = time;
                since.Clear();
            }

            result.Add(matched);
        }

        return result;
    }

    private static PatternState Restore(PatternState state)
    {
        var restored = PatternState.Restore(state.LastMatchMilliseconds, [.. state.Times]);
        restored.Times.ShouldBe(state.Times);
        restored.LastMatchMilliseconds.ShouldBe(state.LastMatchMilliseconds);
        return restored;
    }
}
