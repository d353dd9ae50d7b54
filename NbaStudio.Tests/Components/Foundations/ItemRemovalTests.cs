using NbaStudio.Components.Pages.Foundations;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Tests.Policies;

namespace NbaStudio.Tests.Components.Foundations;

/// <summary>What goes with an item, and what keeps it.</summary>
public sealed class ItemRemovalTests
{
    private static readonly PolicyDocument Policy = SmallPolicy.Create() with
    {
        Audiences = [new() { Name = "grown", When = "condition \"adult\"" }],
        ContextWeights = [new() { When = "time.hour >= 18", Scope = new() { Action = "upgrade" }, Weight = 2 }, new() { When = "condition \"adult\"", Scope = new() { Objective = "grow" }, Weight = 2 }],
        Triggers =
        [
            .. SmallPolicy.Create().Triggers, new() { Name = "tuesdays", Schedule = "every tuesday at 10:00", Audience = "grown", Channels = ["mail"] },
        ],
    };

    [Theory]
    [InlineData("objective", "grow", "contextWeights/0/scope,contextWeights/1/scope")]
    [InlineData("group", "plans", "contextWeights/0/scope")]
    [InlineData("action", "upgrade", "contextWeights/0/scope")]
    [InlineData("condition", "adult", "audiences/grown/when,contextWeights/1/when,objectives/grow/groups/plans/actions/family/eligibility,objectives/grow/groups/plans/actions/upgrade/eligibility,objectives/serve/groups/help/actions/notice/eligibility")]
    [InlineData("audience", "grown", "triggers/tuesdays/audience")]
    public void Of_WhatIsUsed_NamesEveryPlaceAndKeepsIt(string kind, string id, string places)
    {
        var removal = ItemRemoval.Of(Policy, kind, id).ShouldNotBeNull();

        removal.CanGo.ShouldBeFalse();
        removal.Uses.Select(i => string.Join('/', i.Path.Split('/').Take(places.Contains("objectives/", StringComparison.Ordinal) && i.Path.StartsWith("objectives/", StringComparison.Ordinal) ? 7 : 3)))
            .Distinct().Order(StringComparer.Ordinal).ShouldBe(places.Split(','));
    }

    [Theory]
    [InlineData("objective", "serve", "group help,action notice,treatment notice-mail")]
    [InlineData("group", "help", "action notice,treatment notice-mail")]
    [InlineData("action", "family", "treatment family-web")]
    [InlineData("treatment", "upgrade-mail", "")]
    [InlineData("trigger", "leaving", "")]
    public void Of_WhatNothingUses_SaysWhatGoesWithItAndWhatWasSeen(string kind, string id, string below)
    {
        var removal = ItemRemoval.Of(Policy, kind, id).ShouldNotBeNull();

        removal.Uses.ShouldBeEmpty();
        removal.Below.Select(i => $"{i.Kind} {i.Id}").ShouldBe(below.Split(',', StringSplitOptions.RemoveEmptyEntries));
        (removal.Write.Kind, removal.Write.Id, removal.Write.What).ShouldBe((kind, id, ItemWriteKind.Delete));
        removal.Write.Fields.ShouldContain(f => f.Seen == $"\"{id}\"" && f.Value == null);
    }

    [Fact]
    public void Of_AMistakeThatWasThereBefore_DoesNotStandInTheWay()
    {
        var wrong = Policy with { Conditions = [.. Policy.Conditions, new() { Name = "odd", When = "customer.agee > 1" }] };

        ItemRemoval.Of(wrong, "treatment", "upgrade-mail")!.CanGo.ShouldBeTrue();
        ItemRemoval.Of(wrong, "treatment", "nothing").ShouldBeNull();
    }

    [Fact]
    public void Uses_OfAnAction_AreSaidInWordsAndLinked()
    {
        var use = ItemRemoval.Of(Policy, "condition", "adult")!.Uses.First(i => i.Path.Contains("/upgrade/", StringComparison.Ordinal));

        DataPlaces.Say(use.Path, new ActionBook(Policy, "c-1"), new Words("ja")).ShouldContain("upgrade");
        DataPlaces.LinkOf(use.Path, "c-1").ShouldBe("/actions?path=grow%2Fplans%2Fupgrade&change=c-1");
    }
}
