using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Readers;

namespace NbaStudio.Tests.Live;

public sealed class ReaderTextTests
{
    private static readonly PolicySnapshot Policy =
        PolicyCompiler.Compile(PolicyKeys.Assign(DemoPolicy.Create(), 0).Document, 1, new DateTimeOffset(2026, 11, 16, 0, 0, 0, TimeSpan.Zero)).Snapshot!;

    [Theory]
    [InlineData("page_view", "page /plans, device pc", "en", "Page /plans, Device pc")]
    [InlineData("page_view", "page /plans, device pc", "ja", "ページ /plans、端末 pc")]
    [InlineData("page_view", "page /plans, colour of the sky", "en", "Page /plans, colour of the sky")]
    [InlineData("purchase", "product case, red, amount 980", "en", "Product case, red, Amount 980")]
    [InlineData("never_declared", "page /plans", "ja", "page /plans")]
    [InlineData("app_open", "", "ja", null)]
    public void Event_Properties_AreShownUnderTheirLabels(string type, string text, string language, string? shown) =>
        TimelineText.Of(new TimelineItem(1, TimelineKind.Event, type, text, 0), 7, Policy, language).Detail.ShouldBe(shown);

    [Fact]
    public void DemoPolicy_EveryPropertyOfAnEvent_HasALabelInBothLanguages() =>
        Policy.EventTypes.SelectMany(type => type.Properties).ShouldAllBe(property => property.Label.In("en") != property.Label.In("ja") && property.Label.In("en") != property.Name);

    [Fact]
    public void UsedBy_NamesInsideNames_AreListedOnceInOrderOfUse()
    {
        var document = new PolicyDocument
        {
            Conditions =
            [
                new() { Name = "adult", When = "customer.age >= 18" }, new() { Name = "good", When = "condition \"adult\" and condition \"loyal\"" },
                new() { Name = "loyal", When = "customer.tenure_months > 24" }, new() { Name = "unused", When = "customer.vip" },
            ],
        };

        NamedConditionTexts.UsedBy(document, "condition \"good\" or not condition \"adult\" and condition \"unknown\"").Select(c => c.Name).ShouldBe(["good", "adult", "loyal"]);
        NamedConditionTexts.UsedBy(document, "customer.name = \"condition adult\"").ShouldBeEmpty();
    }
}
