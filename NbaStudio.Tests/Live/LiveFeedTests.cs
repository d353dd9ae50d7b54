using NbaStudio.Live;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly HandClock _clock = new(ConsoleSamples.Noon);
    private readonly LiveFeed _feed;

    public LiveFeedTests()
    {
        _feed = new LiveFeed(_clock);
        _feed.OnPolicy(ConsoleSamples.Objectives, ConsoleSamples.Channels, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));
    }

    [Fact]
    public void Summary_OfTenDecisions_CountsThem()
    {
        _clock.Advance(TimeSpan.FromSeconds(20));
        Feed(10);
        var summary = _feed.Summary(FeedWindow.FiveMinutes);
        summary.Decisions.ShouldBe(10);
        summary.Silent.ShouldBe(2);
        summary.Accepted.ShouldBe(2);
        summary.Value.ShouldBe(2_570m);
        summary.AcceptRate.ShouldBe(2 / 8.0);
        summary.SilenceShare.ShouldBe(0.2);
        summary.PerSecond.ShouldBe(10 / 20.0);
        summary.Objectives.Sum(objective => objective.Share).ShouldBe(0.8, 1e-9);
        summary.Channels.Count.ShouldBe(ConsoleSamples.Channels.Length);
    }

    [Fact]
    public void Summary_OfTheFunnel_EndsAtWhatWasChosen()
    {
        Feed(10);
        var funnel = _feed.Summary(FeedWindow.FiveMinutes).Funnel;
        funnel[0].Left.ShouldBe(310);
        funnel[^1].Left.ShouldBe(8);
        funnel[^1].Stage.ShouldBe(FunnelStage.Selection);
        funnel.Single(step => step.Stage == FunnelStage.Consent).MainReason.ShouldBe("optedOut");
        funnel.ShouldNotContain(step => step.Stage == FunnelStage.Reach);
    }

    [Fact]
    public void Summary_WhenTheWindowSlides_ForgetsTheOld()
    {
        Feed(10);
        _clock.Advance(TimeSpan.FromSeconds(299));
        _feed.Summary(FeedWindow.FiveMinutes).Decisions.ShouldBe(10);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _feed.Summary(FeedWindow.FiveMinutes).Decisions.ShouldBe(0);
        _feed.Summary(FeedWindow.Hour).Decisions.ShouldBe(10);
        _clock.Advance(TimeSpan.FromMinutes(61));
        _feed.Summary(FeedWindow.Hour).Decisions.ShouldBe(0);
        _feed.Summary(FeedWindow.Today).Decisions.ShouldBe(10);
    }

    [Fact]
    public void Summary_OfToday_BeginsAtMidnightOfTheWorkspace()
    {
        Feed(10);
        // 14:32:07 in Tokyo: midnight is 9 h 27 min 53 s away.
        _clock.Advance(new TimeSpan(9, 27, 50));
        _feed.Summary(FeedWindow.Today).Decisions.ShouldBe(10);
        _clock.Advance(TimeSpan.FromSeconds(5));
        _feed.Summary(FeedWindow.Today).Decisions.ShouldBe(0);
    }

    [Theory]
    [InlineData(FeedWindow.FiveMinutes)]
    [InlineData(FeedWindow.Hour)]
    public void Summary_AgainstASlowCount_AgreesForRandomTraffic(FeedWindow window)
    {
        var random = new Random(7);
        List<long> seconds = [];
        for (var i = 0; i < 3_000; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(random.Next(0, 4_000)));
            _feed.OnDecision(ConsoleSamples.Decision(i));
            seconds.Add(_clock.GetUtcNow().ToUnixTimeSeconds());
        }

        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var expected = window == FeedWindow.FiveMinutes ? seconds.Count(second => second > now - 300) : seconds.Count(second => second / 60 > (now / 60) - 60);
        _feed.Summary(window).Decisions.ShouldBe(expected);
    }

    [Fact]
    public void OnOutcome_OfADecision_ShowsTheFurthestResult()
    {
        _feed.OnDecision(ConsoleSamples.Decision(0));
        _feed.OnOutcome(new LiveOutcome("d-0", LiveResult.Shown));
        _feed.OnOutcome(new LiveOutcome("d-0", LiveResult.Accepted, Amount: 1_850));
        _feed.OnOutcome(new LiveOutcome("d-0", LiveResult.Delivered));
        var row = _feed.Find("d-0")!;
        row.Result.ShouldBe(LiveResult.Accepted);
        row.Amount.ShouldBe(1_850m);
        _feed.Summary(FeedWindow.Hour).Objectives.Single(objective => objective.Objective.Id == "retain").AcceptRate.ShouldBe(1);
    }

    [Fact]
    public void OnOutcome_OfADecisionThatLeftTheRing_StillCounts()
    {
        _feed.OnOutcome(new LiveOutcome("gone", LiveResult.Accepted, "retain", "web", 500));
        _feed.Summary(FeedWindow.FiveMinutes).Accepted.ShouldBe(1);
        _feed.Summary(FeedWindow.FiveMinutes).Value.ShouldBe(500m);
        _feed.Find("gone").ShouldBeNull();
    }

    [Fact]
    public void Recent_WithFilters_FindsNewestFirst()
    {
        Feed(30);
        _feed.Recent(5).Select(row => row.DecisionId).ShouldBe(["d-29", "d-28", "d-27", "d-26", "d-25"]);
        _feed.Recent(50, objective: "serve").ShouldAllBe(row => row.Choice!.Objective.Id == "serve");
        _feed.Recent(50, channel: "web").Count.ShouldBe(6);
        _feed.Recent(2, before: 10).Select(row => row.DecisionId).ShouldBe(["d-9", "d-8"]);
    }

    [Fact]
    public void Ring_AfterManyDecisions_StaysBounded()
    {
        Feed(LiveFeed.Capacity + 500);
        _feed.Recent(int.MaxValue).Count.ShouldBe(LiveFeed.Capacity);
        _feed.Find("d-0").ShouldBeNull();
        _feed.Find($"d-{LiveFeed.Capacity + 499}").ShouldNotBeNull();
        _feed.Decisions.ShouldBe(LiveFeed.Capacity + 500);
    }

    [Fact]
    public void Summary_WithoutChange_IsTheSameObject()
    {
        Feed(3);
        _feed.Summary(FeedWindow.Hour).ShouldBeSameAs(_feed.Summary(FeedWindow.Hour));
    }

    private void Feed(int count)
    {
        for (var n = 0; n < count; n++)
        {
            _feed.OnDecision(ConsoleSamples.Decision(n));
            if (ConsoleSamples.Outcome(n) is { } outcome)
            {
                _feed.OnOutcome(outcome);
            }
        }
    }
}
