using System.Globalization;
using NbaStudio.Components.Pages.Levers;
using NbaStudio.Components.Pages.Simulate;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.OffPolicy;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components.Levers;

/// <summary>The estimate beside the levers: one sample speaks at a time, with its interval, and no sentence says more than was found.</summary>
public sealed class LeverEffectCardTests
{
    [Theory]
    [InlineData("en", "moved", "5.0% of decisions would turn out differently, for 70 customers. The models expect ¥500 more per 1,000 decisions.")]
    [InlineData("ja", "moved", "決定の5.0%が変わります(顧客70人)。 モデルは1,000決定あたり500円の増加を見込みます。")]
    [InlineData("en", "hardly", "5.0% of decisions would turn out differently, for 70 customers. The models expect the same value.")]
    public async Task Quick_BeforeTheTwoWeeks_SpeaksOfThousandDecisions(string language, string kind, string words)
    {
        await using var console = new ConsoleHost(language);

        var card = await RenderAsync(console, Quick(kind == "moved" ? 0.5 : 0.0001), null);

        var document = await card.Document();
        document.QuerySelector(".lever-verdict")!.TextContent.ShouldBe(words);
        document.QuerySelector("a[href^='/simulate']").ShouldBeNull("there is nothing to show there yet");
    }

    [Fact]
    public async Task TwoWeeks_OfAnotherSign_SpeakAlone()
    {
        await using var console = new ConsoleHost();
        var run = Run(-0.03, -0.05, -0.01);

        var card = await RenderAsync(console, Quick(0.5), run);

        var document = await card.Document();
        document.QuerySelector(".lever-verdict")!.TextContent.ShouldBe("7.0% of decisions would turn out differently, for 250 customers.");
        var body = document.QuerySelector(".lever-effect-body")!.TextContent;
        body.ShouldNotContain("more per 1,000");
        body.ShouldContain("By the models ¥30 less per 1,000 decisions; 95 % of their draws from \u2212¥50 to \u2212¥10. That is \u22120.30% (\u22120.50% to \u22120.10%) value and +1.2% (+0.20% to +2.0%) acceptance. Recorded answers: They cannot confirm it yet; about 40,000 more decisions with known answers would.");
        document.QuerySelectorAll(".lever-figures dd").Select(d => d.TextContent).ShouldBe(["¥10,000 \u2192 ¥9,970", "10.0% \u2192 10.1%", "100.0%"]);

        // The link takes the levers along: it is the run itself.
        document.QuerySelector("a[href^='/simulate']")!.GetAttribute("href").ShouldBe("/simulate?run=" + run.Id);
    }

    [Fact]
    public async Task TwoWeeks_OfOtherLevers_AreNotShown()
    {
        await using var console = new ConsoleHost();

        var card = await RenderAsync(console, Quick(0.5), Run(-0.03, -0.05, -0.01), isOld: true);

        (await card.Document()).QuerySelector(".lever-verdict")!.TextContent.ShouldContain("¥500 more");
    }

    [Theory]
    [InlineData("en", 0.02, -0.01, 0.05, "The models cannot tell more from less: +¥20 per 1,000 decisions, 95 % of their draws from -¥10 to +¥50.")]
    [InlineData("ja", 0.02, 0.01, 0.05, "20円")]
    [InlineData("en", 0.02, 0.01, 0.05, "By the models ¥20 more per 1,000 decisions; 95 % of their draws from +¥10 to +¥50.")]
    [InlineData("en", -0.0003, -0.0004, -0.0001, "The models expect the same value.")]
    public void Sentence_Interval_SaysNoMoreThanItHolds(string language, double value, double low, double high, string sentence)
    {
        var words = new Words(language);

        var said = ModelWords.Sentence(words, new Formats(new FormatSettings(words, "JPY", TimeZoneInfo.Utc)), Run(value, low, high).Outcome!.Result);

        said.Replace('\u2212', '-').ShouldContain(sentence);
        said.ShouldNotContain("¥0 ");
    }

    [Theory]
    [InlineData("en", "They show a loss: -¥700 per 1,000 decisions of this time in the first place, 95 % from -¥1,200 to -¥200.", "These 95 % are of the decisions of this time and their customers;")]
    [InlineData("ja", "減少が示されました。この期間の決定の先頭の枠で、1,000件あたり-¥700（95%区間 -¥1,200〜-¥200）。", "95%区間は、この期間の決定とその顧客についてのものです。")]
    public async Task Check_Confirmed_SaysOfWhichDecisionsTheIntervalIs(string language, string sentence, string ofWhat)
    {
        await using var console = new ConsoleHost(language);
        var confirmed = new DataCheck(4_000, 0.07, 400, 90, 1, 0.1, 0, new OffPolicyEstimate(-0.7, 0.25, new ConfidenceInterval(-1.2, -0.2)), DataCheckVerdict.Confirmed, 0);

        var page = await console.Host.Render<SimulationFigures>(new Dictionary<string, object?> { ["Run"] = Run(-0.5, -0.9, -0.1, confirmed) });

        var said = (await page.Document()).QuerySelector(".sim-check.confirmed")!.TextContent.Replace('\u2212', '-');
        said.ShouldContain(sentence);
        said.ShouldContain(ofWhat);
        (await (await console.Host.Render<SimulationFigures>(new Dictionary<string, object?> { ["Run"] = Run(-0.5, -0.9, -0.1) })).Document()).QuerySelector(".sim-check")!.TextContent.ShouldNotContain(ofWhat);
    }

    private static async Task<ComponentHost.Rendered> RenderAsync(ConsoleHost console, LeverEffect effect, SimulationRun? run, bool isOld = false)
    {
        var work = new LeverWork(new LeverBoard([new("objective", "grow", 1, "Grow", -1, 1, null)], []));
        work.Set(work.Board.Rows[0], 2);
        return await console.Host.Render<LeverEffectCard>(new Dictionary<string, object?> { ["Work"] = work, ["Effect"] = effect, ["Simulation"] = run, ["IsSimulationOld"] = isOld });
    }

    // 2,000 decisions worth 10 each.
    private static LeverEffect Quick(double more) => new(
        new EffectView(
            new ChangeEffect(2_000, 0, 100, 800, 70, 0, 0, [], [], null, true) { Sample = 2_000, Slots = 2_000, Before = new(2_000, 200, 20_000), After = new(2_000, 200, 20_000 + (2_000 * more)) }, [], []),
        new Dictionary<int, (int, int)>());

    // 5,000 decisions worth 10 each, of which 350 change.
    private static SimulationRun Run(double value, double low, double high, DataCheck? check = null)
    {
        var policy = PolicyCompiler.Compile(TestPolicy.Of(TestPolicy.Action("a")), 1, DateTimeOffset.UnixEpoch).Snapshot.ShouldNotBeNull();
        var run = new SimulationRun("s1-abc", new Scenario(), policy, policy, Caller.Local, DateTimeOffset.UnixEpoch);
        run.End(new SimulationOutcome(
            new WhatIfResult
            {
                Decisions = 5_000, LeftOut = 0, Customers = 2_000, Slots = 5_000, Changed = 350, CustomersChanged = 250, NewlySilent = 0, NoLongerSilent = 0,
                Before = new(new ChoiceTotals(5_000, 500, 50_000), 0, 2_000), After = new(new ChoiceTotals(5_000, 506, 50_000 + (5_000 * value)), 0, 2_000), Treatments = [], Objectives = [], Channels = [], Segments = [], Flips = [], FlipKinds = 0,
                Value = new(value, new ConfidenceInterval(low, high)), Acceptance = new(0.0012, new ConfidenceInterval(0.0002, 0.002)), Silence = default, Contacts = default,
                Check = check ?? new DataCheck(4_000, 0.07, 40, 9, 1, 0.1, 0, null, DataCheckVerdict.FewMatches, 40_000),
            },
            5_000, 0, null, null, false, null, TimeSpan.FromSeconds(1)));
        return run;
    }
}
