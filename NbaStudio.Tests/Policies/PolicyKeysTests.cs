using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Policies;

public sealed class PolicyKeysTests
{
    [Fact]
    public void Assign_NewDocument_GivesEveryItemItsOwnKeyFromOne()
    {
        var assignment = PolicyKeys.Assign(SmallPolicy.Create(), 0);

        var keys = KeysOf(assignment.Document);
        keys.ShouldBe(Enumerable.Range(1, keys.Count).Select(k => (int?)k));
        assignment.Highest.ShouldBe(keys.Count);
        assignment.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void Assign_ItemRemovedAndAdded_NeverUsesItsKeyAgain()
    {
        var first = PolicyKeys.Assign(SmallPolicy.Create(), 0);
        var without = first.Document with { Triggers = [] };
        var second = PolicyKeys.Assign(without, first.Highest, first.Document);

        var third = PolicyKeys.Assign(second.Document with { Triggers = [new() { Name = "other" }] }, second.Highest, second.Document);

        third.Document.Triggers[0].Key.ShouldBe(first.Highest + 1);
        third.Highest.ShouldBe(first.Highest + 1);
    }

    [Fact]
    public void Assign_DocumentWithoutKeysAgain_KeepsTheKeysOfTheSameIds()
    {
        var first = PolicyKeys.Assign(SmallPolicy.Create(), 0);

        var second = PolicyKeys.Assign(SmallPolicy.Create(), first.Highest, first.Document);

        KeysOf(second.Document).ShouldBe(KeysOf(first.Document));
        second.Highest.ShouldBe(first.Highest);
    }

    [Fact]
    public void Assign_SameKeyWithNewId_IsARenameAndTheOldIdGetsANewKey()
    {
        var first = PolicyKeys.Assign(SmallPolicy.Create(), 0);
        var trigger = first.Document.Triggers[0];
        var renamed = first.Document with { Triggers = [trigger with { Name = "going" }, trigger with { Key = null }] };

        var second = PolicyKeys.Assign(renamed, first.Highest, first.Document);

        second.Document.Triggers.Select(t => t.Key).ShouldBe([trigger.Key, first.Highest + 1]);
        second.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void Assign_KeyOfAnotherKindOfItem_IsAnIssue()
    {
        var first = PolicyKeys.Assign(SmallPolicy.Create(), 0);
        var budget = new BudgetDocument { Id = "b", Key = first.Document.Triggers[0].Key, Limit = 5 };

        var second = PolicyKeys.Assign(first.Document with { Triggers = [], Budgets = [budget] }, first.Highest, first.Document);

        second.Issues.ShouldHaveSingleItem().Code.ShouldBe("key.reused");
    }

    [Fact]
    public void Assign_EnormousKey_IsAnIssueAndNewKeysAreStillGiven()
    {
        var document = SmallPolicy.Create() with { Triggers = [new() { Name = "a", Key = int.MaxValue }, new() { Name = "b" }] };

        var assignment = PolicyKeys.Assign(document, 40);

        assignment.Issues.ShouldHaveSingleItem().Code.ShouldBe("key.range");
        assignment.Highest.ShouldBeLessThan(1000);
    }

    private static List<int?> KeysOf(PolicyDocument document) =>
        [.. PolicyItems.Split(document).Where(i => i.Kind is not (PolicyItems.WorkspaceKind or "fairness")).Select(i => i.Key).Order()];

    [Fact]
    public void Assign_WhereNothingIsWithoutAKey_IsTheDocumentItself()
    {
        var keyed = PolicyKeys.Assign(SmallPolicy.Create(), 0).Document;

        PolicyKeys.Assign(keyed, 500).Document.ShouldBeSameAs(keyed);
    }
}
