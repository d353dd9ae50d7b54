using NbaStudio.Components.Charts;
using NbaStudio.Components.Pages.Measure;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Engine.Measurement.Experiments;
using NbaStudio.Live.Measuring;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class MeasurePageTests
{
    [Fact]
    public async Task Page_WithAnEffect_SaysItInWordsThenPictureThenTable()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<MeasurePage>();
        await page.Until(d => d.QuerySelector("#verdict") is not null);
        var document = await page.Document();
        document.QuerySelector("#verdict")!.TextContent.ShouldMatch(@"^Yes, it pays\. Customers with NBA Studio bring ¥[\d,]+ more each in 30 d\.$");
        document.QuerySelector(".measure-verdict p")!.TextContent.ShouldMatch(@"^We are 95% sure that the true difference lies within \+¥[\d,]+ to \+¥[\d,]+ per customer");
        document.QuerySelectorAll(".measure-trust li").Length.ShouldBe(4);
        document.QuerySelector(".effect-chart")!.GetAttribute("aria-label")!.ShouldStartWith("Yes, it pays.");
        var rows = document.QuerySelectorAll(".measure-lines tbody tr");
        rows.Length.ShouldBe(3);
        rows[0].TextContent.ShouldContain("Earns its keep");
        rows[0].QuerySelectorAll(".range.decided").Length.ShouldBe(1);

        // What is not decided has no total.
        rows[2].TextContent.ShouldNotContain("Earns its keep");
        rows[2].TextContent.ShouldContain("not shown");
        document.QuerySelector(".page-head a[download]")!.GetAttribute("href").ShouldBe("/api/v1/measure/control-groups.csv");
    }

    [Fact]
    public async Task Page_AnotherLineOpened_ShowsItsGroupsCourseAndFigures()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<MeasurePage>();
        await page.Until(d => d.QuerySelector("#verdict") is not null);
        (await page.Document()).QuerySelectorAll(".measure-lines [aria-pressed=true]").Select(b => b.TextContent).ShouldBe(["Everything"]);

        await page.Click(".measure-lines tbody tr:nth-child(2) button");

        var document = await page.Document();
        var line = FakeMeasureLine(console, 1);
        document.QuerySelectorAll(".measure-lines [aria-pressed=true]").Select(b => b.TextContent).ShouldBe([line.Name]);
        document.QuerySelector("[aria-labelledby=groups] .caption")!.TextContent.ShouldBe(line.Name);
        var cells = document.QuerySelectorAll("[aria-labelledby=groups] tbody tr").Select(r => r.QuerySelector("td")!.TextContent).ToList();
        cells[..2].ShouldBe([line.Of.Treated.Count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), line.Of.Control.Count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)]);
        document.QuerySelectorAll("[aria-labelledby=groups] tbody th")[1].TextContent.ShouldContain(line.Name);

        static MeasureLine FakeMeasureLine(ConsoleHost console, int index) => console.Measure.Read(Caller.Local, "en").Lines[index];
    }

    [Fact]
    public async Task Planner_NumbersAndTraffic_SaysHowManyAndHowLong()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<SamplePlanner>();
        var plan = SampleSizePlan.For(0.05 * 0.95, 0.055 * 0.945, 0.005, [0.5, 0.5]);
        (await page.Document()).QuerySelector(".planner-found")!.TextContent.ShouldStartWith(plan.Total.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + " customers in all");

        await page.Change(".planner-fields input", "20");
        await page.Click("button.button");
        var few = SampleSizePlan.For(0.2 * 0.8, 0.22 * 0.78, 0.02, [0.5, 0.5]);
        few.Total.ShouldBeInRange(4_001, 29_999);
        (await page.Document()).QuerySelector(".planner-time")!.TextContent.ShouldStartWith($"At the traffic of now about {(few.Total - 1) / 400} h");

        console.Measure.Traffic = console.Measure.Traffic with { Known = 5_000 };
        await page.Click("button.button");
        (await page.Document()).QuerySelector(".planner-time")!.TextContent.ShouldBe("That is more than the 5,000 customers there are.");

        await page.Change(".planner-fields input", "120");
        (await page.Document()).QuerySelector("[role=status] .caution-word")!.TextContent.ShouldContain("Rate of the control (%) is 120; allowed is above 0 and below 100.");
    }

    [Fact]
    public async Task Page_WithATrial_ComparesItsCustomersWithEveryoneElse()
    {
        await using var console = new ConsoleHost();
        console.Trials.Trials.Add(FakeTrials.Running);
        console.Measure.View = () => FakeMeasure.Tried;
        var page = await console.Host.Render<MeasurePage>();
        await page.Until(d => d.QuerySelector("#trial") is not null);
        var document = await page.Document();
        document.QuerySelector("#trial")!.TextContent.ShouldBe("Trial: Spring <offers>");
        var rows = document.QuerySelectorAll("[aria-labelledby=trial] tbody tr");
        rows.Select(r => r.QuerySelector("th")!.TextContent).ShouldBe(["Said yes to an offer", "Money per customer", "Bought", "Left"]);
        rows[0].TextContent.ShouldContain("More say yes");
        rows[1].TextContent.ShouldNotContain("Earns its keep");
        document.QuerySelector("[aria-labelledby=trial] .models-foot")!.TextContent.ShouldContain("30.0% to 70.0%");
        document.QuerySelectorAll(".segmented button").Select(b => b.TextContent).ShouldNotContain("Said yes to an offer", "of trials only");

        console.Trials.Trials[0] = FakeTrials.Running with { State = NbaStudio.Data.TrialState.Withdrawn, EndedAt = ConsoleSamples.Noon };
        (await (await console.Host.Render<MeasurePage>()).Document()).Body!.TextContent.ShouldContain("as it stood when it ended");
        System.Text.Encoding.UTF8.GetString(MeasureCsv.Write(FakeMeasure.Tried)).Split("\r\n").Count(l => l.StartsWith("trial 49,,", StringComparison.Ordinal)).ShouldBe(4);
        NbaStudio.Api.Measure.ControlGroupsAnswer.Of(FakeMeasure.Tried).Trial.ShouldNotBeNull().Outcomes.Select(o => o.Outcome).ShouldContain(ControlOutcome.Accepted);
    }

    [Fact]
    public async Task Page_OtherOutcome_SaysWhatItsDataSay()
    {
        await using var console = new ConsoleHost("ja");
        var page = await console.Host.Render<MeasurePage>();
        await page.Until(d => d.QuerySelector("#verdict") is not null);
        await page.Click(".segmented button:nth-child(3)");
        var document = await page.Document();
        document.QuerySelector("#verdict")!.TextContent.ShouldBe("離脱者が減ったかはまだ判断できません。");
        document.QuerySelectorAll(".measure-lines .range.decided").ShouldBeEmpty();
        document.QuerySelector(".measure-verdict p")!.TextContent.ShouldContain("偶然でも起こり得ます");
        document.QuerySelectorAll(".measure-lines tbody th")[1].TextContent.ShouldBe("維持");
    }

    [Fact]
    public async Task Page_TooLittle_SaysWhatIsMissingAndWhenItWouldShow()
    {
        await using var console = new ConsoleHost();
        console.Measure.View = () => FakeMeasure.Young with { Progress = 0.4 };
        var page = await console.Host.Render<MeasurePage>();
        await page.Until(d => d.QuerySelector("#verdict") is not null);
        var document = await page.Document();
        document.QuerySelector("#verdict")!.TextContent.ShouldBe("Too little has happened to compare.");
        document.QuerySelector(".measure-verdict p")!.TextContent.ShouldMatch(@"^\d+ of \d+ treated customers and \d+ of \d+ held-out customers bought so far.*At this pace a lift of 10% would show around ");
        document.QuerySelector(".effect-chart").ShouldBeNull();
        document.QuerySelector(".measure-counting")!.TextContent.ShouldContain("40.0%");
        document.Body!.TextContent.ShouldNotContain("NaN");
    }

    [Theory]
    [InlineData(new string[0], "declare the attributes lifetime_value", "/data")]
    [InlineData(new[] { "lifetime_alive", "lifetime_value" }, "Rules and levers can read lifetime_alive, lifetime_value: written for each customer who ever bought, every 24 hours.", null)]
    public async Task Lifetime_SaysHowRulesReadIt(string[] attributes, string sentence, string? link)
    {
        await using var console = new ConsoleHost();
        console.Measure.LifetimeUse = new(attributes, 24);
        var page = await console.Host.Render<MeasurePage>();
        await page.Until(d => d.QuerySelector(".measure-lifetime") is not null);

        var card = (await page.Document()).QuerySelector(".measure-lifetime")!;
        card.TextContent.ShouldContain(sentence);
        card.QuerySelector("a.link")?.GetAttribute("href").ShouldBe(link);
    }

    [Fact]
    public async Task Lifetime_Estimated_SaysWhatASecondModelSays()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<LifetimeCard>();

        await page.Click("button.button");

        var words = (await page.Document()).QuerySelector("[role=status]")!.TextContent;
        words.ShouldStartWith("Of 3,412 who ever bought, about 2,901 (85.0%) are customers still.");
        words.ShouldContain("If the models are right, in 95% of cases 2,840 to 2,957 are customers, they buy 3.9 to 4.3 times each and spend ¥38,900,000 to ¥45,600,000 in all.");
        words.ShouldContain("A second model (Pareto/NBD) says 2,750 and 3.9 times each");
    }

    [Fact]
    public async Task Page_CountingStopped_SaysSo()
    {
        await using var console = new ConsoleHost();
        console.Measure.View = () => FakeMeasure.Young with { IsStopped = true };
        var page = await console.Host.Render<MeasurePage>();
        await page.Until(d => d.QuerySelector("[role=alert]") is not null);
        (await page.Document()).QuerySelector("[role=alert]")!.TextContent.ShouldStartWith("Counting stopped");
    }

    [Fact]
    public async Task Page_NobodyHeldOut_SaysWhatToDo()
    {
        await using var console = new ConsoleHost();
        console.Measure.View = () => FakeMeasure.None;
        var page = await console.Host.Render<MeasurePage>();
        await page.Until(d => d.QuerySelector(".empty-state") is not null);
        (await page.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("holds nobody out");
        (await page.Document()).QuerySelector(".empty-state a")!.GetAttribute("href").ShouldBe("/measure/setup");

        console.Measure.View = () => FakeMeasure.None with { HoldsOut = true };
        var begins = await console.Host.Render<MeasurePage>();
        await begins.Until(d => d.QuerySelector(".empty-state") is not null);
        (await begins.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("being counted");
    }

    [Fact]
    public void Csv_Rows_HoldEveryOutcomeAndLeaveOutWhatIsNotKnown()
    {
        var rows = System.Text.Encoding.UTF8.GetString(MeasureCsv.Write(FakeMeasure.Young)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split(',')).ToList();
        rows.Count.ShouldBe(1 + 9);
        rows.ShouldAllBe(r => r.Length == rows[0].Length);
        rows[1][..3].ShouldBe(["universal", "", "money"]);
        (rows[1][Column("difference")], rows[1][Column("refusal")], rows[1][Column("simulated")]).ShouldBe(("", "tooFewBuyers", "true"));
        var view = new FakeMeasure().Read(Caller.Local, "en");
        var known = System.Text.Encoding.UTF8.GetString(MeasureCsv.Write(view)).Split("\r\n")[1].Split(',');
        double.Parse(known[Column("difference")], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(view.Lines[0].On(ControlOutcome.Money).Judged.Effect!.Difference, 1e-5);
        double.Parse(known[Column("lift")], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(view.Lines[0].On(ControlOutcome.Money).Relative!.Lift, 1e-5);
        known[Column("retained")].ShouldBe("", "of those who left only");

        int Column(string name) => Array.IndexOf(rows[0], name);
    }

    [Theory]
    [InlineData(-110.0, 430, "-100 0 100 200 300 400")]
    [InlineData(-0.012, 0.02, "-0.01 0 0.01 0.02")]
    [InlineData(0, 7, "0 2 4 6")]
    public void Scale_Ends_HasRoundTicksWithZero(double low, double high, string ticks)
    {
        var scale = IntervalScale.Of([new ConfidenceInterval(low, high)]);
        string.Join(' ', scale.Ticks.Select(t => t.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture))).ShouldBe(ticks);
        scale.At(0).ShouldBeInRange(0, 100);
        scale.At(low).ShouldBeLessThan(scale.At(high));
        IntervalScale.Of([]).Ticks.ShouldContain(0);
    }

    [Fact]
    public void Effect_Course_KnowsSinceWhenZeroIsOut()
    {
        var start = ConsoleSamples.Noon;
        MeasurePoint At(int day, double low, double high) => new(start.AddDays(day), (low + high) / 2, new ConfidenceInterval(low, high));
        var drawing = EffectDrawing.Of([At(0, -900, 1_000), At(1, 1, 300), At(2, -1, 200), At(3, 20, 180), At(4, 30, 160)]);
        drawing.Clear!.Value.Time.ShouldBe(start.AddDays(3));
        drawing.End.X.ShouldBe(EffectDrawing.Right);
        drawing.Ticks.ShouldAllBe(t => t.Value < 700, "the wide beginning is cut off");
        EffectDrawing.Of([At(0, -5, 5), At(1, -1, 4)]).Clear.ShouldBeNull();
    }

    [Fact]
    public void Verdict_OnlyIfPlanned_IsTooEarlyInWords()
    {
        var result = new FakeMeasure().Read(Caller.Local, "en").Lines[0].Results[0];
        var now = ConsoleSamples.Noon;
        MeasureTexts.Verdict(result with { Verdict = LineVerdict.OnlyIfPlanned, VisibleOn = 0 }, now).ShouldBe("Early");
        MeasureTexts.Verdict(result with { Verdict = LineVerdict.NotYet, VisibleOn = 0 }, now).ShouldBe("NoSign");
        MeasureTexts.Verdict(result with { Verdict = LineVerdict.NotYet, VisibleOn = now.AddDays(9).ToUnixTimeMilliseconds() }, now).ShouldBe("Early");
        (result with { Verdict = LineVerdict.OnlyIfPlanned }).Total.ShouldBeNull();
    }
}
