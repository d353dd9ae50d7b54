using NbaStudio.Live.Reading;
using NbaStudio.Components.Pages.Models;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

public sealed class ModelsPageTests
{
    private static readonly string[] Parts = ["Pooled model", "Own counts", "Base rate"];

    [Fact]
    public async Task Page_WithModels_ShowsTheMostExperiencedOneInFull()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector(".model-who") is not null);
        var document = await page.Document();
        document.QuerySelector(".page-sub")!.TextContent.ShouldBe("One model per treatment, 5 in all, 3 with 300 or more responses");
        document.QuerySelector("#model-title")!.TextContent.ShouldBe("3 months half price, App push");
        document.QuerySelector(".model-sentence")!.TextContent.ShouldStartWith("On average it says ");
        document.QuerySelectorAll(".model-bubbles a").Select(a => a.GetAttribute("href")).ShouldBe(["/models/half-push", "/models/renew-web", "/models/points-mail", "/models/gift-app"]);
        document.QuerySelector(".model-bubbles a[aria-current]")!.GetAttribute("aria-label")!.ShouldStartWith("3 months half price, App push: success rate ");
        document.QuerySelectorAll(".model-halves .model-curve circle").Length.ShouldBe(10);
        document.QuerySelector(".model-further")!.TextContent.ShouldMatch(@"^Harm.*% over 2,500 responses, \d+ positive; predictions are \d\.\d\d times what happened \(\d\.\d\d to \d\.\d\d\)$");
        document.QuerySelectorAll(".model-who tbody th").Select(th => th.TextContent).ShouldBe(Parts);
        document.QuerySelectorAll(".model-who .good-word").Length.ShouldBe(1);
        document.QuerySelector(".models-look")!.TextContent.ShouldNotContain("of their own", Case.Sensitive, "young models are counted, not listed");
        document.QuerySelector(".models-young")!.TextContent.ShouldContain("1 of 5 models have fewer than 30 responses of their own");
    }

    [Fact]
    public async Task Page_FurtherHeads_EachShowsItsOwnCalibrationAndEvidence()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector(".model-head-details") is not null);
        var heads = (await page.Document()).QuerySelectorAll(".model-head-details");
        heads.Length.ShouldBe(2);
        heads[0].QuerySelector("summary")!.TextContent.ShouldMatch(@"^Harm.*over 2,500 responses.*predictions are \d\.\d\d times what happened");
        heads[0].QuerySelectorAll(".model-curve circle").Length.ShouldBe(10, "its own curve");
        heads[1].QuerySelector("summary")!.TextContent.ShouldMatch(@"^Conversion.*over 63 responses, \d+ positive; too early to judge its predictions$");
        heads[1].QuerySelector(".model-curve").ShouldBeNull();
        heads[1].TextContent.ShouldContain("63 of 200 responses");
    }

    [Fact]
    public async Task Page_DeepLinkToYoungModel_SaysItIsTooEarly()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ModelsPage>(new Dictionary<string, object?> { ["TreatmentId"] = "gift-app" });
        await page.Until(document => document.QuerySelector(".model-progress") is not null);
        var document = await page.Document();
        document.QuerySelector(".model-progress")!.TextContent.ShouldContain("63 of 200 responses");
        document.QuerySelector(".model-head .tag")!.TextContent.ShouldBe("too early");
        document.QuerySelector(".model-curve").ShouldBeNull();
    }

    [Fact]
    public async Task Page_ModelWithoutResponses_ShowsNoEmptyCharts()
    {
        await using var console = new ConsoleHost("ja");
        var page = await console.Host.Render<ModelsPage>(new Dictionary<string, object?> { ["TreatmentId"] = "new-web" });
        await page.Until(document => document.QuerySelector(".model-foot") is not null);
        var document = await page.Document();
        document.QuerySelector(".model-sentence")!.TextContent.ShouldStartWith("反応はまだありません");
        (document.QuerySelector(".model-curve"), document.QuerySelector(".model-learning"), document.QuerySelector(".model-who")).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData("en", "District gives away Origin", "who has the value Elsewhere with an area of 0.91", "who lies above")]
    [InlineData("ja", "DistrictからOriginが分かります", "値「Elsewhere」の顧客をAUC 0.91", "を超える顧客をAUC 0.78")]
    public async Task Page_StandIns_AreToldInWords(string language, string first, string why, string number)
    {
        await using var console = new ConsoleHost(language);
        console.StandIns.Overview = FakeStandIns.Some;
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector("#standins-title") is not null);
        var card = (await page.Document()).QuerySelector("#standins-title")!.Closest("section")!.TextContent;
        card.ShouldContain(first);
        card.ShouldContain(why);
        card.ShouldContain(number);
        card.ShouldContain("Faith"); // too little is known of it
    }

    [Theory]
    [InlineData("en", "predictions for all treatments no longer added up over the last 900 responses")]
    [InlineData("ja", "全施策の直近900件の反応で予測が合わなくなった")]
    public async Task Page_DriftOverAllTreatments_IsToldWhileItIsNews(string language, string text)
    {
        await using var console = new ConsoleHost(language);
        var responses = FakeModels.Summaries("en").Sum(m => m.Responses);
        console.Models.Drift = new(0, responses - 100, DriftedModel.All, DriftKind.Mixed, 900);
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector("#look-title") is not null);
        (await page.Document()).QuerySelector("#look-title")!.Closest("section")!.TextContent.ShouldContain(text);
        new ModelOverview(1, 1, FakeModels.Summaries("en"), console.Models.Drift with { Responses = responses - 3_000 }).Drift.ShouldBeNull();
    }

    [Theory]
    [InlineData("en", "renew-web", double.NaN, false, "P is the answer of the imported model “Will leave”", "Its calibration is checked with every 20 successes; it has 7.")]
    [InlineData("en", "renew-web", 1.08, false, "P is the answer of the imported model “Will leave”", "In its last check of 20 successes it promised 1.08 times what happened.")]
    [InlineData("en", "renew-web", 2.4, true, "The imported model “Will leave” is held back: in its last check of 20 successes it promised 2.40 times what happened.", "two checks in a row")]
    [InlineData("ja", "renew-web", 1.08, false, "Pは取り込みモデル「Will leave」の答え", "直近の確認(成功20件)では、実際の1.08倍を見込んでいました。")]
    [InlineData("ja", "renew-web", 2.4, true, "取り込みモデル「Will leave」は保留中です。", "2回続けて良好")]
    [InlineData("en", "half-push", double.NaN, false, null, null)]
    public async Task Page_ImportedPropensity_SaysWhoseAnswerIsServed_AndHowItDid(string language, string treatment, double ratio, bool held, string? text, string? further)
    {
        await using var console = new ConsoleHost(language);
        console.Models.Imported = new(400, 7, 30, 0, held, ratio);
        var page = await console.Host.Render<ModelsPage>(new Dictionary<string, object?> { ["TreatmentId"] = treatment });
        await page.Until(document => document.QuerySelector(".model-foot") is not null);
        var sentence = (await page.Document()).QuerySelector("[data-imported]");
        (sentence is null).ShouldBe(text is null);
        if (sentence is not null)
        {
            sentence.TextContent.ShouldStartWith(text!);
            sentence.TextContent.ShouldContain(further!);
            sentence.ClassList.Contains("caution-word").ShouldBe(held);
        }
    }

    [Fact]
    public async Task Page_NoSensitiveAttributes_SaysNothingOfStandIns()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector(".model-bubbles") is not null);
        (await page.Document()).QuerySelector("#standins-title").ShouldBeNull();
    }

    [Fact]
    public async Task Page_UnknownTreatment_SaysSoBesideTheOverview()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ModelsPage>(new Dictionary<string, object?> { ["TreatmentId"] = "gone" });
        await page.Until(document => document.QuerySelector(".empty-state a") is not null);
        (await page.Document()).QuerySelector(".model-bubbles").ShouldNotBeNull();
    }

    [Fact]
    public async Task Page_NoTreatments_SaysWhatWillCome()
    {
        await using var console = new ConsoleHost();
        console.Models.IsEmpty = true;
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector(".empty-state") is not null);
        (await page.Document()).QuerySelector(".empty-state")!.TextContent.ShouldContain("no treatment yet");
    }

    [Fact]
    public async Task Page_WhenReadingFails_SaysSoAndRetries()
    {
        await using var console = new ConsoleHost();
        console.Models.Fails = true;
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector(".error-card") is not null);
        console.Models.Fails = false;
        await page.Click(".error-card button");
        await page.Until(document => document.QuerySelector(".model-bubbles") is not null);
    }

    [Fact]
    public async Task Predictor_Clicked_ShowsItsValuesAndWhatDrives()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector(".model-predictors button") is not null);
        await page.Click(".model-predictors button");
        await page.Until(document => document.QuerySelector(".model-bins") is not null);
        var bins = (await page.Document()).QuerySelector(".model-bins")!;
        bins.QuerySelector("p")!.TextContent.ShouldStartWith("More likely: ");
        bins.QuerySelectorAll("tbody tr").Length.ShouldBeGreaterThan(2);
        await page.Click(".model-predictors button.on");
        await page.Until(document => document.QuerySelector(".model-bins") is null);
    }

    [Fact]
    public async Task Table_SortedByArea_TurnsRoundOnTheSecondClick()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector(".card-head .segmented") is not null);
        await page.Click(".card-head .segmented button:last-child");
        await page.Until(document => document.QuerySelector(".models-table") is not null);
        (await page.Document()).QuerySelector(".models-table th[aria-sort=descending] button")!.TextContent.ShouldBe("Responses");
        await page.Click(".models-table th:nth-child(4) button");
        await page.Until(document => document.QuerySelector(".models-table th:nth-child(4)[aria-sort=descending]") is not null);
        await page.Click(".models-table th:nth-child(4) button");
        await page.Until(document => document.QuerySelector(".models-table th:nth-child(4)[aria-sort=ascending]") is not null);

        // The one without any response has no area and stays last.
        (await page.Document()).QuerySelector(".models-table tbody tr:last-child th")!.TextContent.ShouldBe("New handset, Web");
    }

    [Fact]
    public async Task Pause_AndResume_AreSaidOnThePageAndInItsHistory()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector(".model-care button") is not null);
        (await page.Document()).QuerySelector(".model-paused").ShouldBeNull();
        await page.Click(".model-care button");
        await page.Until(document => document.QuerySelector(".model-paused") is not null);
        var document = await page.Document();
        document.QuerySelector(".model-paused")!.TextContent.ShouldContain("12 responses came since then");
        document.QuerySelector(".model-head .tag")!.TextContent.ShouldBe("learning paused");
        document.QuerySelector(".model-changes .care")!.TextContent.ShouldContain("learning paused by local, after 2,500 responses");
        await page.Click(".model-care button");
        await page.Until(document => document.QuerySelector(".model-paused") is null);
        console.Models.Cares.Select(c => c.Kind).ShouldBe([ModelCareKind.Paused, ModelCareKind.Resumed]);
    }

    [Fact]
    public async Task Reset_AsksOnceAndSaysWhatIsLost()
    {
        await using var console = new ConsoleHost();
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector("#reset-model") is not null);
        var dialog = (await page.Document()).QuerySelector("#reset-model")!;
        dialog.TextContent.ShouldContain("all responses (2,500, of which successes: ");
        dialog.TextContent.ShouldContain("cannot be undone");
        await page.Click("#reset-model .danger");
        await page.Until(document => document.QuerySelector(".model-changes .care") is not null);
        console.Models.Cares.Select(c => (c.Kind, c.By)).ShouldBe([(ModelCareKind.Reset, "local")]);

        console.Models.Fails = true;
        await page.Click("#reset-model .danger");
        await page.Until(document => document.QuerySelector(".model-care [role=alert]") is not null);
    }

    [Theory]
    [InlineData("en", "Not enough yet. Responses to random draws: 12, accepted 0; to what was served: 900, accepted 31.")]
    [InlineData("ja", "まだ不十分です:ランダムの反応12件のうち成功0件、モデルの反応900件のうち成功31件。")]
    public async Task RandomCheck_SaysOnlyWhatTheDataSupport(string language, string tooFew)
    {
        await using var console = new ConsoleHost(language);
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector(".random-check") is not null);
        var document = await page.Document();
        document.QuerySelectorAll(".random-check li").Length.ShouldBe(2, "a channel without any response is left out");
        document.QuerySelectorAll(".random-check li")[0].QuerySelector(".random-lift")!.TextContent.ShouldBe("+127.8%");
        document.QuerySelectorAll(".random-check li")[1].TextContent.ShouldContain(tooFew);
        document.QuerySelectorAll(".random-check li")[1].QuerySelector(".random-lift").ShouldBeNull();
    }

    [Fact]
    public async Task RandomCheck_TurnedOff_SaysWhatToDo()
    {
        await using var console = new ConsoleHost();
        console.Models.Check = new(30, 0, []);
        var page = await console.Host.Render<ModelsPage>();
        await page.Until(document => document.QuerySelector("#random-title") is not null && document.QuerySelector(".models-grid .nothing") is not null);
        (await page.Document()).QuerySelectorAll(".nothing").Select(n => n.TextContent).ShouldContain(t => t.Contains("randomCheck"));
    }

    [Fact]
    public async Task Navigation_ModelsThatNeedALook_AreCounted()
    {
        await using var console = new ConsoleHost();
        console.Models.HoldsBack = true;
        var bar = await console.Host.Render<NbaStudio.Components.Layout.SideBar>();
        await bar.Until(document => document.QuerySelector(".nav-count") is not null);
        var count = (await bar.Document()).QuerySelector("a[href='/models'] .nav-count")!;
        count.QuerySelector("b")!.TextContent.ShouldBe("1");
        count.QuerySelector("em")!.TextContent.ShouldBe("Models that need a look: 1");

        console.Models.IsEmpty = true;
        var quiet = await console.Host.Render<NbaStudio.Components.Layout.SideBar>();
        (await quiet.Document()).QuerySelector(".nav-count").ShouldBeNull();
    }
}
