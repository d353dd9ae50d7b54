using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Aggregates;

namespace NbaStudio.Tests.Customers;

/// <summary>Customers with anything in them, from a seed.</summary>
internal static class RandomCustomer
{
    public const long Start = 1_790_000_000_000;
    public const long Day = 86_400_000;

    private static readonly string[] Texts = ["", "S", "東京", "مرحبا", "👩‍👩‍👧‍👦 family", "\ud800 lone", "a\0b", new string('x', 300)];

    public static AggregateCatalogue Catalogue { get; } = new(
    [
        .. Enum.GetValues<AggregateFunction>().Select(f =>
            (new AggregateDefinition("aggregate." + f, f, "visit", PropertyOf(f), null, TimeSpan.FromDays(7)), (IEventFilter?)null)),
        (new AggregateDefinition("count(event \"visit\" in 30m)", AggregateFunction.Count, "Visit", null, null, TimeSpan.FromMinutes(30)), null),
    ]);

    public static string? PropertyOf(AggregateFunction function) => function is AggregateFunction.Count or AggregateFunction.DaysSince ? null : "amount";

    public static Value RandomValue(Random random) => random.Next(8) switch
    {
        0 => Value.OfNumber(random.Next(-1000, 1000)),
        1 => Value.OfNumber(random.NextDouble() * 1e9),
        2 => Value.OfMoney(random.Next(100_000) / 100.0),
        3 => Value.OfText(Texts[random.Next(Texts.Length)]),
        4 => Value.OfBoolean(random.Next(2) == 0),
        5 => Value.OfUnixMilliseconds(Start + random.Next()),
        6 => Value.OfDuration(TimeSpan.FromSeconds(random.Next(100_000))),
        _ => Value.OfSet([.. Enumerable.Range(0, random.Next(4)).Select(_ => new TextValue(Texts[random.Next(Texts.Length)]))]),
    };

    public static ContactEntry RandomContact(Random random, long time) => new(
        time, random.Next(5), random.Next(3), (ContactKind)random.Next(13), random.Next(40), ContactStatus.Confirmed);

    public static CustomerState Create(int seed)
    {
        var random = new Random(seed);
        var state = new CustomerState(random.NextInt64(1, long.MaxValue))
        {
            Language = random.Next(2) == 0 ? null : "ja",
            Simulated = random.Next(2) == 0,
            CreatedAt = Start - random.Next(),
            JournalPosition = random.NextInt64(1L << 40),
            NextDecisionNumber = random.Next(1, 1000),
            LastFullRecord = random.Next(1000),
        };
        state.TrySetTimeZone(random.Next(2) == 0 ? null : "Asia/Tokyo").ShouldBeTrue();
        for (var i = random.Next(4); i > 0; i--)
        {
            state.AddAlias("cookie:" + random.Next());
        }

        for (var i = random.Next(30); i > 0; i--)
        {
            state.Profile.Set("attribute" + random.Next(40), RandomValue(random));
        }

        for (var i = random.Next(6); i > 0; i--)
        {
            state.Consents.Record(new ConsentRecord(
                random.Next(2) == 0 ? "*" : "email",
                random.Next(2) == 0 ? "marketing" : "service",
                (ConsentState)random.Next(1, 3),
                Start + random.Next(100),
                "form",
                random.Next(2) == 0 ? null : "f1"));
        }

        state.Addresses.Set("email", "someone@example.com");
        if (random.Next(2) == 0)
        {
            state.Addresses.Refuse("email", null, Start, "550 no such user");
        }

        var time = Start - (400 * Day);
        for (var i = random.Next(400); i > 0; i--)
        {
            time += random.NextInt64(2 * Day);
            state.Contacts.Add(RandomContact(random, time) with { Status = (ContactStatus)random.Next(2) });
        }

        time = Start;
        for (var i = random.Next(300); i > 0; i--)
        {
            time += random.NextInt64(Day / 20);
            var properties = new Dictionary<string, Value> { ["amount"] = Value.OfMoney(random.Next(1000) / 100.0) };
            state.Aggregates.Apply(Catalogue, new TextValue("visit"), new DictionaryPropertyReader(properties), time, time);
        }

        FillMoments(state, random);
        return state;
    }

    private static void FillMoments(CustomerState state, Random random)
    {
        for (var i = random.Next(80); i > 0; i--)
        {
            state.OpenResponses.Add(new OpenResponse
            {
                Decision = i,
                Treatment = random.Next(9),
                Channel = random.Next(4),
                DecidedAt = Start + i,
                ShownAt = random.Next(2) == 0 ? 0 : Start + random.Next(),
                WindowEnd = Start + random.Next(),
                Predictors = [.. Enumerable.Range(0, random.Next(5)).Select(_ => RandomValue(random).Predictor)],
                PredictorSchema = (ulong)random.NextInt64(),
                GridVersion = random.Next(3),
                Value = random.Next(100) / 3.0,
                NegativeLearned = random.Next(2) == 0,
                NegativeTime = random.Next(2) == 0 ? 0 : Start,
                PositiveLearned = random.Next(4) == 0,
                Draw = (ChoiceDraw)random.Next(3),
                Served = RandomServed(random),
                Heads = [.. Enumerable.Range(0, random.Next(3)).Select(h => new HeadAnswer
                {
                    Head = (HeadKind)(h + 1), WindowEnd = Start + random.Next(), NegativeLearned = random.Next(2) == 0, NegativeTime = random.Next(2) == 0 ? 0 : Start, PositiveLearned = random.Next(4) == 0,
                    Served = RandomServed(random),
                })],
            });
        }

        for (var i = random.Next(5); i > 0; i--)
        {
            var payload = random.Next(2) == 0 ? null : "churn";
            state.Timers.Add(new CustomerTimer(Start + random.Next(), (TimerKind)random.Next(7), random.Next(9), random.Next(9), payload));
            state.Sticky.Set("web/hero" + i, i, Start + 600_000, Start);
            state.Patterns["pattern" + i] = RandomPattern(random);
        }

        for (var i = random.Next(60); i > 0; i--)
        {
            state.Timeline.Add(new TimelineItem(Start + random.Next(), (TimelineKind)random.Next(4), "page_view", Texts[random.Next(Texts.Length)], i));
        }
    }

    private static PatternState RandomPattern(Random random)
    {
        Dictionary<string, Value>? Captured() => random.Next(2) == 0 ? null : new() { ["cart_value"] = Value.OfMoney(random.Next(10_000)), ["cart"] = Value.OfText("c" + random.Next(9)) };
        ulong Key() => random.Next(2) == 0 ? 0 : (ulong)random.NextInt64();
        PartialMatch Partial(int serial) => PartialMatch.Restore(Key(), serial, random.Next(9), [Start, Start + random.Next(1, 1000), Start + random.Next()], Captured());
        var state = new PatternState { Fingerprint = (ulong)random.NextInt64(), Serial = random.Next(100), Newest = random.Next(3) == 0 ? long.MinValue : Start };
        if (random.Next(2) == 0)
        {
            (state.LastMatchMilliseconds, state.LastEvent) = (Start, Start - random.Next(100_000));
        }

        for (var i = random.Next(5); i > 0; i--)
        {
            state.Partials.Add(Partial(i));
            state.Held.Add(new PatternHit(Start + random.Next(), random.Next(1, 256), Key(), Captured()));
        }

        state.Given = random.Next(3) == 0 ? Partial(9) : null;
        return state;
    }
    private static ServedPropensity RandomServed(Random random) =>
        random.Next(3) == 0 ? default : new(random.NextSingle(), (ServedBy)random.Next(1, 6), random.Next(1_000_000));

}
