using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Live;

/// <summary>What stands where on the time line of November 2026 in Tokyo.</summary>
public sealed class CalendarRowsTests
{
    private static readonly CalendarQuestion November = new(new DateOnly(2026, 11, 1), CalendarSpan.Month, null);

    [Fact]
    public void Actions_WithDates_StandWhereTheyRun()
    {
        var rows = Build(November, r => r.AddActions());

        rows.Select(r => (r.Name, r.Bars[0])).ShouldBe(
        [
            ("ends", new CalendarBar(0, 4.5, true, false, "Valid until Thu 5 Nov 2026, 12:00")),
            ("begins", new CalendarBar(9, 30, false, true, "Valid from Tue 10 Nov 2026, 00:00 on")),
        ]);
        rows[0].IsPaused.ShouldBeTrue();
        rows[1].Link.ShouldBe("/actions?path=serve%2Fcare%2Fbegins");
        Build(November with { Channel = "mail" }, r => r.AddActions()).Select(r => r.Name).ShouldBe(["begins"]);
        Build(November with { First = new DateOnly(2026, 10, 1) }, r => r.AddActions()).Select(r => r.Name).ShouldBe(["ends"], "the other one has not begun");
        View(November, r => r.AddActions()).Undated.ShouldBe(1, "what is archived runs no more");
    }

    [Fact]
    public void Actions_UnderAGroupWithDates_RunInBoth()
    {
        var rows = new CalendarRows(Policy(g => g with { ValidTo = new DateTimeOffset(2026, 11, 19, 15, 0, 0, TimeSpan.Zero), Paused = true }), November, "en", (_, id) => id);
        rows.AddActions();

        rows.ToView().Rows.Select(r => (r.Name, r.Bars[0].From, r.Bars[0].To, r.IsPaused)).ShouldBe([("always", 0, 19, true), ("ends", 0, 4.5, true), ("begins", 9, 19, true)], ignoreOrder: true);
    }

    [Fact]
    public void Schedules_StandAtTheirTimesOfTheWorkspace()
    {
        var row = Build(November, r => r.AddSchedules([])).ShouldHaveSingleItem();

        row.Bars.Select(b => b.From).ShouldBe([2 + (10.0 / 24), 9 + (10.0 / 24), 16 + (10.0 / 24), 23 + (10.0 / 24)], 1e-9);
        row.Bars.ShouldAllBe(b => b.IsMoment);
        row.About.ShouldBe("every Tue at 10:00, for Everybody we know: 3 Nov, 10:00, 10 Nov, 10:00, 17 Nov, 10:00, 24 Nov, 10:00");
        row.Channels.ShouldBe(["mail"]);
    }

    [Fact]
    public void Hours_OverMidnight_ReachIntoTheNextDayAndKeepToTheirDays()
    {
        var rows = Build(new CalendarQuestion(new DateOnly(2026, 11, 2), CalendarSpan.Week, null), r => r.AddHours());

        // Nights of Sunday and Monday: 2 November is a Monday.
        var quiet = rows.Single(r => r is { Sort: CalendarSort.Quiet });
        quiet.Bars.Select(b => (Math.Round(b.From, 6), Math.Round(b.To, 6), b.BeginsBefore, b.EndsAfter)).ShouldBe([(0, 0.333333, true, false), (0.875, 1.333333, false, false), (6.875, 7, false, true)]);
        var objective = rows.Single(r => r is { Sort: CalendarSort.Objective });
        objective.Bars.ShouldAllBe(b => Math.Abs(b.To - b.From - (9.0 / 24)) < 1e-9);
        objective.Bars.Count.ShouldBe(5);
        objective.About.ShouldBe("Active from 09:00 to 18:00, on Monday, Tuesday, Wednesday, Thursday, Friday");
    }

    [Fact]
    public void Budgets_BeginAnewByTheirPeriod()
    {
        var bars = Build(November, r => r.AddBudgets()).ToDictionary(r => r.Name, r => r.Bars);

        bars["daily"].Count.ShouldBe(30);
        bars["weekly"].Select(b => (b.From, b.To, b.BeginsBefore, b.EndsAfter))
            .ShouldBe([(0, 1, true, false), (1, 8, false, false), (8, 15, false, false), (15, 22, false, false), (22, 29, false, false), (29, 30, false, true)], "1 November is a Sunday");
        bars["monthly"].ShouldHaveSingleItem().ShouldSatisfyAllConditions(b => b.BeginsBefore.ShouldBeFalse(), b => b.EndsAfter.ShouldBeFalse());
        bars["total"].ShouldHaveSingleItem().ShouldSatisfyAllConditions(b => b.BeginsBefore.ShouldBeTrue(), b => b.EndsAfter.ShouldBeTrue());
    }

    [Fact]
    public void Publications_PlannedDoneAndWatched_AreThere()
    {
        var at = new DateTimeOffset(2026, 11, 9, 15, 0, 0, TimeSpan.Zero);
        var publications = new PublicationsView(
            [new PlanView(new PublicationPlan("spring", at, "h", "aiko", PlanState.Waiting, null, null, null), "Spring"), new PlanView(new PublicationPlan("gone", at, "h", "aiko", PlanState.Failed, "x", null, null), "Gone")],
            [new WatchView(new PublicationWatch(7, 6, at.AddHours(-12), "aiko", WatchConditions.Usual, WatchState.Watching, null, null), default, default, 0, null)]);

        var rows = Build(November, r => r.AddPublications([new RevisionInfo(7, at.AddDays(-1), "ren", "", "h"), new RevisionInfo(6, at.AddDays(-40), "ren", "", "h")], publications));

        rows.Select(r => (r.Name, r.Link)).ShouldBe([("Published revisions", "/publish"), ("Spring", "/publish?change=spring"), ("Watch of revision 7", "/publish")]);
        rows[0].Bars.ShouldHaveSingleItem().Text.ShouldBe("Revision 7 by ren, Mon 9 Nov 2026, 00:00");
        rows[1].Bars.ShouldHaveSingleItem().From.ShouldBe(9);
    }

    [Fact]
    public void Trials_StandWhereTheirShareHadThem()
    {
        var at = new DateTimeOffset(2026, 11, 9, 15, 0, 0, TimeSpan.Zero);
        var ended = new PolicyTrial(5, "gone", "Gone", 5, 0.05, at.AddDays(-3), at.AddDays(-3), "ren", TrialState.Withdrawn, at.AddDays(-1), "ren", null);
        PolicyTrial[] trials =
        [
            new(7, "spring", "Spring", 8, 0.1, at, at, "aiko", TrialState.Running, null, null, null), ended,
            ended with { Id = 3, ChangeId = "all", Name = "All", State = TrialState.Published, Since = at.AddDays(-60), EndedAt = at.AddDays(-50) },
            ended with { Id = 6, ChangeId = "won", Name = "Won", State = TrialState.Published, Since = at.AddDays(-2) },
        ];

        var rows = Build(November, r => r.AddTrials(trials));

        rows.Select(r => (r.Sort, r.Name, r.Link)).ShouldBe(
            [(CalendarSort.Trial, "Gone", "/publish?change=gone"), (CalendarSort.Trial, "Won", "/publish?change=won"), (CalendarSort.Trial, "Spring", "/publish?change=spring")], "one was over before November");
        (rows[0].Bars[0].From, rows[0].Bars[0].To, rows[0].About).ShouldBe((6, 8, "5.0% of customers, Sat 7 Nov 2026, 00:00 to Mon 9 Nov 2026, 00:00, then withdrawn"));
        rows[1].About.ShouldEndWith("; everyone since");
        (rows[2].Bars[0].From, rows[2].Bars[0].EndsAfter, rows[2].About).ShouldBe((9, true, "10.0% of customers, since Tue 10 Nov 2026, 00:00"));
    }

    [Theory]
    [InlineData("2026-11-18", "week", 2026, 11, 16, 7)]
    [InlineData("2026-11-22", "WEEK", 2026, 11, 16, 7)]
    [InlineData("2026-02-18", null, 2026, 2, 1, 28)]
    [InlineData("18.11.2026", "month", 2026, 11, 1, 30)]
    public void Read_AnyDay_GivesTheWeekOrMonthAround(string from, string? span, int year, int month, int day, int days)
    {
        var question = CalendarQuestion.Read(from, span, "", new DateOnly(2026, 11, 17));

        (question.First, question.Days, question.Channel).ShouldBe((new DateOnly(year, month, day), days, null));
        question.After.Before.ShouldBe(question);
    }

    private static IReadOnlyList<CalendarRow> Build(CalendarQuestion question, Action<CalendarRows> add) => View(question, add).Rows;

    private static CalendarView View(CalendarQuestion question, Action<CalendarRows> add)
    {
        var rows = new CalendarRows(Policy(g => g), question, "en", (_, id) => id);
        add(rows);
        return rows.ToView();
    }

    private static PolicySnapshot Policy(Func<GroupDocument, GroupDocument> group)
    {
        ActionDocument Action(string id, string channel) => new() { Id = id, Class = "service", Treatments = [new() { Id = id + "-" + channel, Channel = channel, Content = new Dictionary<string, ContentDocument> { ["en"] = new() { Subject = "x", Body = "x" } } }] };
        var compilation = PolicyCompiler.Compile(
            PolicyKeys.Assign(
                new PolicyDocument
                {
                    Name = "Lab", Currency = "JPY", TimeZone = "Asia/Tokyo",
                    Channels =
                    [
                        new() { Id = "mail", Kind = "email", Direction = "outbound" },
                        new() { Id = "push", Kind = "app", Direction = "outbound", QuietHours = new() { From = "21:00", To = "08:00", Days = ["sun", "mon"] } },
                    ],
                    Objectives =
                    [
                        new()
                        {
                            Id = "serve", Schedule = new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "09:00", To = "18:00" },
                            Groups = [group(new()
                            {
                                Id = "care",
                                Actions =
                                [
                                    Action("always", "mail"), Action("gone", "mail") with { Archived = true },
                                    Action("begins", "mail") with { ValidFrom = new DateTimeOffset(2026, 11, 9, 15, 0, 0, TimeSpan.Zero) },
                                    Action("ends", "push") with { ValidTo = new DateTimeOffset(2026, 11, 5, 3, 0, 0, TimeSpan.Zero), Paused = true },
                                    Action("later", "mail") with { ValidFrom = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero) },
                                ],
                            })],
                        },
                    ],
                    Audiences = [new() { Name = "everybody", Label = new Dictionary<string, string> { ["en"] = "Everybody we know", ["ja"] = "全員" }, When = "true" }],
                    Budgets = [.. new[] { ("daily", "day"), ("weekly", "week"), ("monthly", "month"), ("total", "total") }.Select(b => new BudgetDocument { Id = b.Item1, Period = b.Item2, Limit = 500 })],
                    Triggers = [new() { Name = "tuesdays", Schedule = "every tuesday at 10:00", Audience = "everybody", Channels = ["mail"] }],
                },
                1_000).Document,
            1, new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        return compilation.Snapshot.ShouldNotBeNull(string.Join("\n", compilation.Issues.Select(i => $"{i.Path}: {i.Message}")));
    }
}
