using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Tests.Localization;

public sealed class ResourceTests
{
    private static readonly Dictionary<string, string> English = Read("");
    private static readonly Dictionary<string, string> Japanese = Read("ja");

    [Fact]
    public void Texts_InBothLanguages_HaveTheSameKeysAndPlaces()
    {
        English.Count.ShouldBeGreaterThan(200);
        Japanese.Keys.Order().ShouldBe(English.Keys.Order());
        foreach (var (key, text) in English)
        {
            text.ShouldNotBeNullOrWhiteSpace(key);
            Japanese[key].ShouldNotBeNullOrWhiteSpace(key);
            Places(Japanese[key]).ShouldBe(Places(text), key);
        }
    }

    [Fact]
    public void Texts_InBothLanguages_KeepTheHouseStyle()
    {
        foreach (var (key, text) in English.Concat(Japanese))
        {
            text.ShouldNotContain("!", customMessage: key);
            text.ShouldNotContain("!", customMessage: key);
            text.ShouldNotContain("させていただ", customMessage: key);
            text.ShouldNotContain("please", Case.Insensitive, key);
            text.ShouldNotContain("successfully", Case.Insensitive, key);
        }
    }

    [Fact]
    public void Keys_MadeFromEnums_AllExist()
    {
        string[] keys =
        [
            .. Of<FunnelStage>("funnel."), .. Of<FunnelStage>("funnel.lost."), .. Of<FunnelStage>("stage."), .. Of<LiveResult>("result."), .. Of<MomentKind>("moment."),
            .. Of<FeedWindow>("window.short."), .. Of<FeedWindow>("window.last."), .. Of<FeedWindow>("live.decisionsNote."), .. Of<ActionStatus>("status."),
            .. Of<ChangeStage>("publish.stage."), .. Of<NbaStudio.Engine.Policies.PolicyConflictReason>("publish.reason."), .. Of<ChangeMove>("publish.move."),
            .. Of<ChannelCondition>("channel.").Where(key => key != "channel.Healthy"), .. Of<GoalStanding>("goal."),
            .. Of<SimulationState>("sim.state."), .. Of<NbaStudio.Engine.WhatIf.FlipCause>("sim.cause."), .. Of<NbaStudio.Engine.WhatIf.DataCheckVerdict>("sim.verdict."), .. Of<TestSendStatus>("testSend.status."), .. Of<TestListing>("tests.said."), .. Of<CalendarSort>("calendar.sort."), .. Of<CalendarSpan>("calendar.span."), .. Of<CalendarSpan>("calendar.before."), .. Of<CalendarSpan>("calendar.after."), "consent.Granted", "consent.Refused", "consent.UnknownYes", "consent.UnknownNo",
        ];
        keys.Where(key => !English.ContainsKey(key)).ShouldBeEmpty();
    }

    [Fact]
    public void Indexer_OfAnUnknownKey_NamesIt() => Should.Throw<ArgumentException>(() => new Words("en")["no.such"]).Message.ShouldContain("no.such");

    [Fact]
    public void Words_InAnotherCulture_SpeaksItsOwnLanguage()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
            new Words("ja")["nav.live"].ShouldBe("ライブ");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static IEnumerable<string> Of<T>(string prefix) where T : struct, Enum => Enum.GetNames<T>().Select(name => prefix + name);

    private static string Places(string text) => string.Join(",", Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Distinct().Order());

    private static Dictionary<string, string> Read(string culture) =>
        new ResourceManager(typeof(Text)).GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
}
