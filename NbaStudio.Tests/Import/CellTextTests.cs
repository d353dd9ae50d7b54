using NbaStudio.Commands.Import.Mapping;

namespace NbaStudio.Tests.Import;

public sealed class CellTextTests
{
    [Theory]
    [InlineData("2026-01-31", "2026-01-30T15:00:00Z")]
    [InlineData("2026/1/5 9:05", "2026-01-05T00:05:00Z")]
    [InlineData("2026-01-31 09:30:15", "2026-01-31T00:30:15Z")]
    [InlineData("2026-01-31T09:30:15.25Z", "2026-01-31T09:30:15.25Z")]
    [InlineData("2026-01-31T09:30+01:00", "2026-01-31T08:30:00Z")]
    public void Time_WithOrWithoutOffset_IsUtc(string text, string expected) =>
        CellText.Iso(new CellText(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")).Time(text)!.Value).ShouldBe(expected);

    [Theory]
    [InlineData("31.01.2026")]
    [InlineData("2026-02-30")]
    [InlineData("yesterday")]
    [InlineData("01/02/2026")]
    public void Time_Unclear_IsNone(string text) => new CellText(TimeZoneInfo.Utc).Time(text).ShouldBeNull();

    [Fact]
    public void Time_SkippedByTheClocks_IsTheNextThatExists() =>
        CellText.Iso(new CellText(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Time("2026-03-29 02:30")!.Value).ShouldBe("2026-03-29T01:30:00Z");

    [Theory]
    [InlineData("12.50", "12.5")]
    [InlineData("0", "0")]
    [InlineData("-3", "-3")]
    [InlineData("true", "true")]
    [InlineData("007", "\"007\"")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("12345678901234567890", "\"12345678901234567890\"")]
    [InlineData("abc", "\"abc\"")]
    [InlineData("1,5", "\"1,5\"")]
    public void Guess_OnlyWhatIsUnmistakablyANumber_IsOne(string text, string json) => CellText.Guess(text).ToJsonString().ShouldBe(json);
}
