using NbaStudio.Api.Events;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Readers;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Live;

public sealed class EventTypeStatisticsTests
{
    [Fact]
    public void Read_CountsTheLastHourAndToday()
    {
        var time = new ManualTimeProvider();
        var statistics = new EventTypeStatistics(time);
        var midnight = time.NowMilliseconds / 86_400_000 * 86_400_000;
        time.Advance(TimeSpan.FromMilliseconds(midnight + 86_400_000 - time.NowMilliseconds));
        midnight = time.NowMilliseconds;
        See(statistics, "a");
        time.Advance(TimeSpan.FromMinutes(100));
        See(statistics, "A");
        See(statistics, "b");
        var read = statistics.Read(midnight).Types.ToDictionary(t => t.Type);
        (read["a"].Today, read["a"].LastHour).ShouldBe((2, 1));
        (read["b"].Today, read["b"].LastHour).ShouldBe((1, 1));
        time.Advance(TimeSpan.FromMinutes(59));
        statistics.Read(midnight).Types.First(t => t.Type == "a").LastHour.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(1));
        statistics.Read(midnight).Types.First(t => t.Type == "a").LastHour.ShouldBe(0);
        time.Advance(TimeSpan.FromDays(1));
        statistics.Read(midnight + 86_400_000).Types.ShouldAllBe(t => t.Today == 0);
    }

    [Fact]
    public void Read_ManyTypesAndProperties_StaysBounded()
    {
        var statistics = new EventTypeStatistics(new ManualTimeProvider());
        for (var i = 0; i < EventTypeStatistics.MaximumTypes + 7; i++)
        {
            See(statistics, "t" + i, [.. Enumerable.Range(0, i == 0 ? 99 : 1).Select(p => ($"p{p}", Value.OfText(new string('x', 50))))]);
        }

        var (types, others, _) = statistics.Read(0);
        types.Count.ShouldBe(EventTypeStatistics.MaximumTypes);
        others.ShouldBe(7);
        var first = types.Single(t => t.Type == "t0");
        (first.Properties.Count, first.OtherProperties).ShouldBe((EventTypeStatistics.MaximumProperties, true));
        first.Properties.ShouldAllBe(p => p.Samples.Count == 0, "long values are not kept");
    }

    [Fact]
    public void Suggest_DeclaresWhatWasOfOneType()
    {
        var statistics = new EventTypeStatistics(new ManualTimeProvider());
        See(statistics, "cart_added", ("value", Value.OfNumber(3)), ("item", Value.OfText("a")), ("mixed", Value.OfText("a")), ("gift", Value.OfBoolean(true)));
        See(statistics, "cart_added", ("value", Value.OfMoney(4)), ("item", Value.OfText("b")), ("mixed", Value.OfNumber(1)));
        var seen = statistics.Read(0).Types.ShouldHaveSingleItem();
        seen.Properties.Single(p => p.Name == "item").Samples.ShouldBe(["b", "a"]);
        var suggested = EventDeclarations.Suggest(seen, "en");
        suggested.Label!["en"].ShouldBe("Cart added");
        suggested.Properties.Select(p => (p.Name, p.Type, p.Required)).ShouldBe([("gift", "boolean", false), ("item", "text", false), ("value", "number", false)]);
    }

    [Fact]
    public async Task Fill_FromTheJournal_EqualsWhatWasSeenLive()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")));
        var live = new EventTypeStatistics(host.Time);
        for (var i = 0; i < 300; i++)
        {
            host.Time.Advance(TimeSpan.FromMinutes(i % 7));
            await host.EventAsync("c" + (i % 5), i % 3 == 0 ? "view" : "buy", ("n", Value.OfNumber(i)));
            live.OnEvent(host.Ear.Events.Last());
        }

        var rebuilt = new EventTypeStatistics(host.Time);
        rebuilt.Fill(host.Store, host.Store.ReadHead().Sequence, default);
        static string Text(EventTypeStatistics statistics) => string.Join('\n', statistics.Read(0).Types.OrderBy(t => t.Type).Select(t =>
            $"{t.Type} {t.Today} {t.LastHour} {t.LastSeen:O} {string.Join(';', t.Properties.Select(p => p.Name + string.Join(',', p.Kinds) + string.Join(',', p.Samples)))}"));
        Text(rebuilt).ShouldBe(Text(live));
    }

    private static void See(EventTypeStatistics statistics, string type, params (string Name, Value Value)[] properties) =>
        statistics.OnEvent(new EventNotice(1, type, DateTimeOffset.UnixEpoch, false, properties.ToDictionary(p => p.Name, p => p.Value)));
}
