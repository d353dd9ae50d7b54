using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Policies;

public sealed class PolicyDiffTests
{
    private static readonly PolicyDocument Before = PolicyKeys.Assign(SmallPolicy.Create(), 0).Document;

    [Fact]
    public void Compare_SameDocument_IsEmpty() => PolicyDiff.Compare(Before, PolicyJson.Read(PolicyJson.Write(Before)).Document!).ShouldBeEmpty();

    [Fact]
    public void Compare_ChangedField_ShowsOldAndNew()
    {
        var channel = Before.Channels[0] with { CostPerContact = 0.5m };

        var difference = PolicyDiff.Compare(Before, Before with { Channels = [channel, Before.Channels[1]] }).ShouldHaveSingleItem();

        (difference.Kind, difference.Id, difference.Difference).ShouldBe(("channel", "web", PolicyDifferenceKind.Changed));
        difference.Fields.ShouldHaveSingleItem().ShouldBe(new PolicyFieldDifference("costPerContact", null, "0.5"));
    }

    [Fact]
    public void Compare_NestedItemChanged_DoesNotShowItsParents()
    {
        var keyed = PolicyKeys.Assign(SmallPolicy.WithTreatment(t => t with { HalfLife = "30d", Content = SmallPolicy.Content("Hi") }), 1000, Before).Document;

        var difference = PolicyDiff.Compare(Before, keyed).ShouldHaveSingleItem();

        difference.Kind.ShouldBe("treatment");
        difference.Fields.Select(f => f.Field).ShouldBe(["content/en/subject", "content/en/body", "halfLife"], ignoreOrder: true);
    }

    [Fact]
    public void Compare_SameKeyWithNewId_IsARename()
    {
        var difference = PolicyDiff.Compare(Before, Before with { Triggers = [Before.Triggers[0] with { Name = "going" }] }).ShouldHaveSingleItem();

        (difference.Difference, difference.PreviousId, difference.Id).ShouldBe((PolicyDifferenceKind.Renamed, "leaving", "going"));
        difference.Fields.ShouldBeEmpty();
    }

    [Fact]
    public void Compare_AddedRemovedAndWorkspace_AreListed()
    {
        var after = Before with { RandomCheck = 0.02, Triggers = [], HoldOuts = [new() { Id = "h", Key = 900, Share = 0.1, Salt = "s" }] };

        var differences = PolicyDiff.Compare(Before, after);

        differences.Select(d => (d.Kind, d.Difference)).ShouldBe(
            [(PolicyItems.WorkspaceKind, PolicyDifferenceKind.Changed), ("holdOut", PolicyDifferenceKind.Added), ("trigger", PolicyDifferenceKind.Removed)]);
    }
}
