using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Tests.Detection.Patterns;

/// <summary>The examples of the documentation, and the bounds.</summary>
public class PatternMatcherTests
{
    private const long Minute = 60_000;

    private static PatternRun Of(string text, long coolDown = 0, long wait = 0, params string[] captures) =>
        new(PatternLanguage.Compile(text, new ConditionScope(), captures).Pattern.ShouldNotBeNull(), new PatternTiming(coolDown, wait));

    [Fact]
    public void Observe_RelaxedContiguity_GivesTheFirstOnly()
    {
        var run = Of("event \"a\" then event \"b\" within 1h");
        foreach (var (type, time) in new[] { ("a", 1L), ("c", 2), ("b", 3), ("b", 4) })
        {
            run.Show(type, time);
        }

        run.Matches.ShouldBe([new OracleMatch(1, 3, 3)]);
    }

    [Fact]
    public void Observe_SequenceWindow_ItsEndBelongsToIt()
    {
        var run = Of("event \"a\" then event \"b\" within 1s");
        run.Show("a", 0);
        run.Show("b", 1001);
        run.Show("a", 2000);
        run.Show("b", 3000);
        run.Matches.ShouldBe([new OracleMatch(2000, 3000, 3000)]);
    }

    [Fact]
    public void Observe_CountWindow_IsOpenAtItsStart()
    {
        var run = Of("2 of event \"a\" within 1s");
        run.Show("a", 0);
        run.Show("a", 1000);
        run.Matches.ShouldBeEmpty("(now - W, now] leaves the event at now - W out");
        run.Show("a", 1999);
        run.Matches.ShouldBe([new OracleMatch(1000, 1999, 1999)]);
    }

    [Fact]
    public void Observe_LateEvent_CompletesTheCount()
    {
        var run = Of("3 of event \"a\" within 1s");
        run.Show("a", 500);
        run.Show("a", 900);
        run.Show("a", 100, now: 950);
        run.Matches.ShouldBe([new OracleMatch(100, 900, 900)]);
        run.Show("a", 800, now: 960);
        run.State.PartialCount.ShouldBe(0, "events before the last match are skipped");
        run.Results.Late.ShouldBe(2);
    }

    [Fact]
    public void Observe_SingleEventWithCoolDown_RestsAroundTheMatch()
    {
        var run = Of("event \"a\"", coolDown: 100);
        foreach (var time in new[] { 1000L, 1099, 950, 1100 })
        {
            run.Show("a", time);
        }

        run.Matches.Select(m => m.Instant).ShouldBe([1000, 1100]);
        var without = Of("event \"a\"");
        without.Show("a", 5);
        without.Show("a", 5);
        without.Show("a", 3);
        without.Matches.Count.ShouldBe(3);
        without.State.IsEmpty.ShouldBeTrue("nothing has to be remembered");
    }

    [Fact]
    public void Advance_NonEvent_ComesAtTheFirstInstantAfterItsTime()
    {
        var run = Of("event \"a\" then not event \"b\" within 45m");
        run.Show("a", 0);
        run.Show("a", 10 * Minute);
        run.NextDue.ShouldBe((45 * Minute) + 1);
        run.Advance(45 * Minute);
        run.Matches.ShouldBeEmpty("an awaited event timed at the very end still cancels");
        run.Advance((45 * Minute) + 1);
        run.Matches.ShouldBe([new OracleMatch(0, 0, 45 * Minute)]);
        run.Show("b", 55 * Minute);
        run.Advance(200 * Minute);
        run.Matches.Count.ShouldBe(1);
        run.NextDue.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Advance_NonEventWithCoolDown_GivesOneOfABurst()
    {
        var run = Of("event \"a\" then not event \"b\" within 45m", coolDown: 1440 * Minute);
        for (var i = 0; i < 5; i++)
        {
            run.Show("a", i * Minute);
        }

        run.Advance(3000 * Minute);
        run.Matches.ShouldBe([new OracleMatch(0, 0, 45 * Minute)]);
    }

    [Fact]
    public void Advance_NotForAWhile_CountsFromTheLastOne()
    {
        var run = Of("not event \"a\" for 1h");
        run.Advance(1000 * Minute);
        run.NextDue.ShouldBe(long.MaxValue, "who never came cannot stay away");
        run.Show("a", 0);
        run.Show("a", 60 * Minute);
        run.NextDue.ShouldBe((120 * Minute) + 1);
        run.Advance(500 * Minute);
        run.Matches.ShouldBe([new OracleMatch(60 * Minute, 60 * Minute, 120 * Minute)]);
    }

    [Fact]
    public void Observe_NotBetween_EndsThePartialMatch()
    {
        var run = Of("event \"a\" then not event \"b\" then event \"c\" within 1d");
        run.Show("a", 1);
        run.Show("b", 2);
        run.Show("c", 3);
        run.Matches.ShouldBeEmpty();
        run.Show("a", 4);
        run.Show("c", 5);
        run.Show("b", 6);
        run.Matches.ShouldBe([new OracleMatch(4, 5, 5)]);
    }

    [Fact]
    public void Observe_Same_TellsCartsApart()
    {
        static Dictionary<string, Value> Cart(string? cart) => cart is null ? [] : new() { ["cart"] = Value.OfText(cart) };
        var run = Of("event \"a\" then not event \"b\" within 45m same cart");
        run.Show("a", 0, Cart("one"));
        run.Show("a", 1, Cart("TWO"));
        run.Show("a", 2, Cart(null));
        run.Show("b", 3, Cart(null));
        run.Show("b", 4, Cart("two"));
        run.Advance(60 * Minute);
        run.Matches.ShouldBe([new OracleMatch(0, 0, 45 * Minute)]);
    }

    [Fact]
    public void Observe_Captures_TheLastPartThatHasTheProperty()
    {
        static Dictionary<string, Value> Of2(string name, double value) => new() { [name] = Value.OfNumber(value) };
        var run = Of("event \"a\" then event \"c\" then not event \"b\" within 45m", 0, 0, "cart_value", "other");
        run.Show("a", 0, new Dictionary<string, Value> { ["cart_value"] = Value.OfNumber(1), ["other"] = Value.OfNumber(2) });
        run.Show("c", 5, Of2("cart_value", 9));
        run.StoreAndLoad();
        run.Advance(60 * Minute);
        var captured = run.Results.Matches.ShouldHaveSingleItem().Captured.ShouldNotBeNull();
        captured["cart_value"].Number.ShouldBe(9);
        captured["other"].Number.ShouldBe(2);

        var count = Of("2 of event \"a\" within 1h", 0, 0, "cart_value");
        count.Show("a", 0, Of2("cart_value", 1));
        count.Show("a", 1, Of2("unread", 1));
        count.Results.Matches.ShouldHaveSingleItem().Captured!.ShouldHaveSingleItem().Value.Number.ShouldBe(1);
    }

    [Fact]
    public void Observe_LateAwaitedEvent_CountsAsContradiction()
    {
        var run = Of("event \"a\" then not event \"b\" within 45m");
        run.Show("a", 0);
        run.Advance(46 * Minute);
        run.StoreAndLoad();
        run.Show("b", 40 * Minute, now: 47 * Minute);
        run.Show("b", 41 * Minute, now: 48 * Minute);
        run.Matches.Count.ShouldBe(1);
        run.Results.Contradictions.ShouldBe(1, "one match was wrong, however many events show it");

        var waiting = Of("event \"a\" then not event \"b\" within 45m", wait: 5 * Minute);
        waiting.Show("a", 0);
        waiting.Advance(46 * Minute);
        waiting.Show("b", 40 * Minute, now: 47 * Minute);
        waiting.Advance(500 * Minute);
        waiting.Matches.ShouldBeEmpty();
        waiting.Results.Contradictions.ShouldBe(0);
    }

    [Fact]
    public void Observe_MillionsOfBeginnings_KeepsEightAndCountsTheRest()
    {
        var run = Of("event \"a\" then event \"b\" within 400d same k");
        for (var i = 0; i < 1_000_000; i++)
        {
            run.Show("a", i, i % 100_000 == 0 ? new Dictionary<string, Value> { ["k"] = Value.OfNumber(i) } : Shared);
        }

        run.State.PartialCount.ShouldBe(8);
        run.Results.Dropped.ShouldBe(999_992);

        var held = Of("event \"a\" then event \"b\" within 400d", wait: 600_000);
        for (var i = 0; i < 1_000; i++)
        {
            held.Show("a", i);
        }

        held.State.HeldCount.ShouldBe(64);
        held.Results.Dropped.ShouldBe(1_000 - 64 + (1_000 - 64 - 8));
    }

    [Fact]
    public void Observe_ClockJumpsBack_NothingIsLostOrGivenTwice()
    {
        var run = Of("event \"a\" then not event \"b\" within 45m");
        run.Show("a", 100 * Minute, now: 100 * Minute);
        run.Advance(20 * Minute);
        run.Show("c", 10 * Minute, now: 10 * Minute);
        run.Advance(146 * Minute);
        run.Advance(90 * Minute);
        run.Advance(146 * Minute);
        run.Matches.ShouldBe([new OracleMatch(100 * Minute, 100 * Minute, 145 * Minute)]);
    }

    [Fact]
    public void Observe_AnotherText_BeginsAnew()
    {
        var results = new PatternResults();
        PatternState? state = null;
        var reader = new DictionaryPropertyReader(new Dictionary<string, Value>());
        void Show(string text, string type, long time) => PatternMatcher.Observe(
            PatternLanguage.Compile(text, new ConditionScope()).Pattern!, ref state, new PatternTiming(1000), new TextValue(type), time, reader, time, new EvaluationFrame(1), results);
        Show("event \"a\" then event \"b\" within 1h", "a", 0);
        Show("event \"a\" then event \"c\" within 1h", "c", 10);
        results.Matches.ShouldBeEmpty();
        Show("event \"a\" then event \"c\" within 1h", "a", 20);
        Show("event \"a\" then event \"c\" within 1h", "c", 30);
        Show("event \"a\"", "a", 40);
        results.Matches.Count.ShouldBe(1, "the cool-down stays");
        Show("event \"a\"", "a", 1030);
        results.Matches.Count.ShouldBe(2);
    }

    [Fact]
    public void Observe_MayNotBegin_StillExtendsAndCancels()
    {
        var run = Of("event \"a\" then event \"b\" within 1h");
        run.Show("a", 1, mayBegin: false);
        run.Show("b", 2, mayBegin: false);
        run.Matches.ShouldBeEmpty();
        run.Show("a", 3);
        run.Show("b", 4, mayBegin: false);
        run.Matches.Count.ShouldBe(1);
    }

    [Fact]
    public void Observe_EventsThatFitNothing_AllocateNothing()
    {
        string[] texts =
        [
            "3 of event \"a\" where v = 1 within 1s", "event \"a\" where v = 1", "event \"a\" where v = 1 then event \"b\" within 1h",
            "event \"b\" then not event \"a\" within 45m", "not event \"a\" where v = 1 for 90d",
        ];
        var (results, type, frame) = (new PatternResults(), new TextValue("a"), new EvaluationFrame(4));
        var reader = new DictionaryPropertyReader(new Dictionary<string, Value> { ["v"] = Value.OfNumber(2) });
        foreach (var text in texts)
        {
            var pattern = PatternLanguage.Compile(text, new ConditionScope(), ["v"]).Pattern!;
            PatternState? state = null;
            long Run()
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 3_000; i++)
                {
                    PatternMatcher.Observe(pattern, ref state, default, type, i * 100L, reader, i * 100L, frame, results);
                }

                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            Run();
            Run().ShouldBe(0, text);
            state.ShouldBeNull();
        }
    }

    private static readonly Dictionary<string, Value> Shared = new() { ["k"] = Value.OfNumber(1) };
}
