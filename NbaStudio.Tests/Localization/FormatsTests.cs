using NbaStudio.Localization;

namespace NbaStudio.Tests.Localization;

public sealed class FormatsTests
{
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
    private static readonly DateTimeOffset Moment = new(2026, 11, 17, 5, 32, 7, 412, TimeSpan.Zero);
    private static readonly Formats English = new(new FormatSettings(new Words("en"), "JPY", Tokyo));
    private static readonly Formats Japanese = new(new FormatSettings(new Words("ja"), "JPY", Tokyo));
    private static readonly Formats Dollars = new(new FormatSettings(new Words("en"), "USD", TimeZoneInfo.Utc));

    [Fact]
    public void Money_OfYen_HasNoDecimals()
    {
        English.Money(428_400m).ShouldBe("¥428,400");
        Japanese.Money(428_400m).ShouldBe("¥428,400");
        English.MoneyInSentence(428_400m).ShouldBe("¥428,400");
        Japanese.MoneyInSentence(428_400m).ShouldBe("428,400円");
        English.Money(-38m).ShouldBe("−¥38");
        Japanese.MoneyInSentence(-38m).ShouldBe("−38円");
        English.Money(-0.3m).ShouldBe("¥0");
        English.MoneyGain(1_850m).ShouldBe("+¥1,850");
    }

    [Fact]
    public void Money_OfDollars_HasTwoDecimals()
    {
        Dollars.Money(1234.5m).ShouldBe("$1,234.50");
        Dollars.Value(1234.5).ShouldBe("$1,235");
        Dollars.Money(double.NaN).ShouldBe(Formats.Missing);
    }

    [Fact]
    public void MoneyFigure_OfLargeSums_KeepsThreeDigits()
    {
        English.MoneyFigure(428_400m).ShouldBe(("¥428,400", ""));
        English.MoneyFigure(1_731_000m).ShouldBe(("¥1.73", "M"));
        Japanese.MoneyFigure(428_400m).ShouldBe(("42.8", "万円"));
        Japanese.MoneyFigure(1_731_000m).ShouldBe(("173", "万円"));
        Japanese.MoneyFigure(123_000_000m).ShouldBe(("1.23", "億円"));
        Japanese.MoneyFigure(9_970m).ShouldBe(("9,970", "円"));
    }

    [Theory]
    [InlineData(0.059, "5.9%")]
    [InlineData(0.0083, "0.83%")]
    [InlineData(0, "0.0%")]
    [InlineData(1, "100.0%")]
    [InlineData(-0.0083, "−0.83%")]
    public void Percent_UnderOne_HasTwoDecimals(double share, string text) => English.Percent(share).ShouldBe(text);

    [Fact]
    public void Percent_WithoutValue_IsMissingAndNeverZero() => English.Percent(null).ShouldBe("–");

    [Theory]
    [InlineData(1.2, "1.2")]
    [InlineData(0.6, "0.60")]
    [InlineData(1, "1.0")]
    [InlineData(0.999, "1.0")]
    public void Factor_BelowOne_HasTwoDecimals(double value, string text) => English.Factor(value).ShouldBe(text);

    [Fact]
    public void Priority_IsAWholeNumberWithoutCurrency()
    {
        English.Priority(2_257.9).ShouldBe("2,258");
        English.Priority(0.8).ShouldBe("0.8");
        English.Priority(0).ShouldBe("0");
        English.Priority(-3).ShouldBe("−3.0");
    }

    [Fact]
    public void Words_OfNumbers_FollowTheLanguage()
    {
        English.Points(0.031).ShouldBe("+3.1 points");
        Japanese.Points(-0.031).ShouldBe("−3.1ポイント");
        English.Interval("5.0", "6.9").ShouldBe("5.0 to 6.9");
        Japanese.Interval("5.0", "6.9").ShouldBe("5.0〜6.9");
        English.Times(2).ShouldBe("× 2.0");
        Japanese.Times(2).ShouldBe("2.0倍");
        English.Count(3_720).ShouldBe("3,720");
        Japanese.Count(3_720).ShouldBe("3,720件");
        Japanese.People(5_000).ShouldBe("5,000人");
        English.Speed(60).ShouldBe("60×");
        Japanese.Speed(60).ShouldBe("60倍");
    }

    [Fact]
    public void Stamp_UsesTheWorkspaceZone_Unless_AnotherIsGiven()
    {
        English.Stamp(Moment).ShouldBe("Tue 17 Nov 2026, 14:32");
        Japanese.Stamp(Moment).ShouldBe("2026年11月17日(火)14:32");
        English.Stamp(Moment, TimeZoneInfo.Utc).ShouldBe("Tue 17 Nov 2026, 05:32");
        English.Clock(Moment).ShouldBe("14:32:07");
        English.Milliseconds(Moment).ShouldBe(".412");
        English.FullStamp(Moment).ShouldBe("Tue 17 Nov 2026, 14:32:07.412 UTC+09:00");
        English.Stamp(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBe("Tue 1 Sep 2026, 09:00");
    }

    [Theory]
    [InlineData(8_700, "8.7 ms", "8.7 ms")]
    [InlineData(310_000, "310 ms", "310 ms")]
    [InlineData(1_900_000, "1.9 s", "1.9秒")]
    [InlineData(45, "0.05 ms", "0.05 ms")]
    public void LatencyText_PicksTheUnit(long microseconds, string english, string japanese)
    {
        English.LatencyText(microseconds).ShouldBe(english);
        Japanese.LatencyText(microseconds).ShouldBe(japanese);
    }

    [Theory]
    [InlineData(1.9, "1.9 s", "1.9秒")]
    [InlineData(2_700, "45 min", "45分")]
    [InlineData(10_800, "3 h", "3時間")]
    [InlineData(259_200, "3 d", "3日")]
    [InlineData(0.0087, "8.7 ms", "8.7 ms")]
    public void Duration_PicksTheUnit(double seconds, string english, string japanese)
    {
        English.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(english);
        Japanese.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(japanese);
    }

    [Fact]
    public void Relative_UnderOneHour_IsAnAge_ThenATimeOrADay()
    {
        English.Relative(Moment.AddMinutes(-3.5), Moment).ShouldBe("3 min ago");
        Japanese.Relative(Moment.AddMinutes(-3.5), Moment).ShouldBe("3分前");
        English.Relative(Moment.AddSeconds(-3.2), Moment).ShouldBe("3 s ago");
        English.Relative(Moment, Moment).ShouldBe("0 s ago");
        English.Relative(Moment.AddHours(-2), Moment).ShouldBe("12:32:07");
        English.Relative(Moment.AddDays(-1), Moment).ShouldBe("16 Nov");
        Japanese.Relative(Moment.AddDays(-1), Moment).ShouldBe("11月16日");
        English.Relative(Moment.AddYears(-1), Moment).ShouldBe("17 Nov 2025");
        English.Age(TimeSpan.FromMilliseconds(100)).ShouldBe("0.1 s ago");
    }
}
