using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Readers;

namespace NbaStudio.Tests.Live;

public sealed class PatternDeskTests
{
    [Theory]
    [InlineData("event \"cart_added\" then not event \"purchase\" within 45m", "“Put in the cart”, then no “Purchase” within 45 min", "「カートに追加」のあと45分以内に「購入」がないとき")]
    [InlineData("3 of event \"page_view\" where page = \"/cancel\" within 30m", "“Page viewed” (page = \"/cancel\") happens 3 times within 30 min", "30分以内に「ページ閲覧」(page = \"/cancel\")が3回起きたとき")]
    [InlineData("event \"outcome.open\"", "“outcome: Opened” happens", "「結果: 開封」が起きたとき")]
    [InlineData("not event \"unheard_of\" for 90m", "No “unheard_of” for 90 min since the last one", "最後の「unheard_of」から90分の間、次がないとき")]
    [InlineData(
        "event \"complaint\" then not event \"survey_answered\" then event \"page_view\" within 7d same page",
        "“Complaint”, no “Survey answered” in between, then “Page viewed”, within 7 d, all with the same page", "7日以内に「苦情」、その間に「アンケート回答」がなく、次に「ページ閲覧」(pageが同じもの)")]
    public void Phrase_OfAPattern_ReadsInBothLanguages(string pattern, string english, string japanese)
    {
        var policy = PolicyCompiler.Compile(DemoPolicy.Create(), 1, DateTimeOffset.UnixEpoch).Snapshot!;
        var tree = PatternLanguage.Parse(pattern).Tree!;

        new PatternPhrases(policy, "en").Of(tree).ShouldBe(english);
        new PatternPhrases(policy, "ja").Of(tree).ShouldBe(japanese);
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 1)]
    [InlineData(7, 3)]
    [InlineData(30, 24)]
    public void Buckets_OfATest_BeginAtMidnightAndHoldEveryMatch(int days, double hours)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
        var until = new DateTimeOffset(2026, 11, 17, 5, 32, 7, TimeSpan.Zero);
        var from = until - TimeSpan.FromDays(days);
        long[] instants = [from.ToUnixTimeMilliseconds(), until.AddHours(-1).ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds()];

        var (buckets, width) = PatternDesk.Buckets(new PatternTrial(from, until, 3, 1, instants, 1, [], 0, 0, false, null, []), zone);

        width.ShouldBe(TimeSpan.FromHours(hours));
        buckets.Count.ShouldBeInRange(28, 61);
        buckets.Sum(b => b.Count).ShouldBe(3);
        buckets[0].Start.ShouldBeLessThanOrEqualTo(from);
        buckets.Select(b => TimeZoneInfo.ConvertTime(b.Start, zone).TimeOfDay.Ticks % width.Ticks).ShouldAllBe(rest => rest == 0);
    }
}
