using NbaStudio.Engine.Detection.Schedules;

namespace NbaStudio.Tests.Detection.Schedules;

public sealed class ScheduleLanguageTests
{
    [Theory]
    [InlineData("every tuesday at 10:00", "every tuesday at 10:00")]
    [InlineData("  Every  TUESDAY at 10:00 ", "every tuesday at 10:00")]
    [InlineData("every day at 00:00", "every day at 00:00")]
    [InlineData("every weekday at 18:30", "every weekday at 18:30")]
    [InlineData("every weekend at 18:30", "every weekend at 18:30")]
    [InlineData("every thursday, monday and friday at 09:05", "every monday, thursday and friday at 09:05")]
    [InlineData("every saturday and sunday at 09:05", "every weekend at 09:05")]
    [InlineData("every monday,sunday at 09:05", "every monday and sunday at 09:05")]
    [InlineData("every month on 1 at 09:00", "every month on 1 at 09:00")]
    [InlineData("every month on 30 at 09:00", "every month on 30 at 09:00")]
    [InlineData("every month on 31 at 09:00", "every month on last at 09:00")]
    [InlineData("every month on last at 23:59", "every month on last at 23:59")]
    [InlineData("on 2026-12-24 at 08:00", "on 2026-12-24 at 08:00")]
    public void Parse_Schedules_GivesTheirCanonicalText(string text, string canonical) => ScheduleLanguage.Parse(text).Schedule.ShouldNotBeNull().Text.ShouldBe(canonical);

    [Fact]
    public void Parse_OfWhatWasPrinted_GivesTheSame()
    {
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var schedule = ScheduleTimesTests.Any(random);
            ScheduleLanguage.Parse(schedule.Text).ShouldBe((schedule, null), schedule.Text);
        }
    }

    [Theory]
    [InlineData("", "schedule.empty", "every day at 10:00", null)]
    [InlineData("   ", "schedule.empty", "every day at 10:00", null)]
    [InlineData("tuesday", "schedule.form", "every monday and thursday at 09:00", "tuesday")]
    [InlineData("evry day at 10:00", "schedule.form", "every day at 10:00", "evry day at 10:00")]
    [InlineData("every at 10:00", "schedule.form", "every day at 10:00", "every at 10:00")]
    [InlineData("every month at 10:00", "schedule.form", null, "every month at 10:00")]
    [InlineData("at 10:00", "schedule.form", null, "at 10:00")]
    [InlineData("every tuseday at 10:00", "schedule.day", "tuesday", "tuseday")]
    [InlineData("every monday tuesday at 10:00", "schedule.day", "and tuesday", "tuesday")]
    [InlineData("every monday and at 10:00", "schedule.day", null, "and")]
    [InlineData("every tuesday at 9:00", "schedule.time", "09:00", "9:00")]
    [InlineData("every tuesday at 25:00", "schedule.time", null, "25:00")]
    [InlineData("every tuesday at 10", "schedule.time", null, "10")]
    [InlineData("every month on 0 at 10:00", "schedule.dayOfMonth", null, "0")]
    [InlineData("every month on lst at 10:00", "schedule.dayOfMonth", "last", "lst")]
    [InlineData("on 2026-02-30 at 10:00", "schedule.date", null, "2026-02-30")]
    [InlineData("on 24.12.2026 at 10:00", "schedule.date", null, "24.12.2026")]
    [InlineData("on 1900-01-01 at 10:00", "schedule.date", null, "1900-01-01")]
    public void Parse_Nonsense_SaysWhatIsWrongAndWhatWasMeant(string text, string code, string? suggestion, string? argument)
    {
        var (schedule, issue) = ScheduleLanguage.Parse(text);

        schedule.ShouldBeNull();
        issue.ShouldNotBeNull().Code.ShouldBe(code);
        issue.Arguments.ShouldBe(argument is null ? [] : [argument]);
        if (suggestion is not null)
        {
            issue.Suggestion.ShouldBe(suggestion);
        }
    }

    [Fact]
    public void Parse_AnyText_NeverThrows()
    {
        var random = new Random(5);
        string[] words = ["every", "on", "month", "monday", "and", ",", "at", "10:00", "last", "1", "2026-12-24", "\"", "day", "😀", "", "25:99"];
        for (var i = 0; i < 5_000; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(9)).Select(_ => words[random.Next(words.Length)]));
            var (schedule, issue) = ScheduleLanguage.Parse(text);
            (schedule is null).ShouldNotBe(issue is null, text);
        }

        ScheduleLanguage.Parse(new string('x', 1_000_000)).Issue!.Code.ShouldBe("schedule.empty");
    }
}
