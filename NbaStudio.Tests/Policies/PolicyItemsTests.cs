using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Policies;

public sealed class PolicyItemsTests
{
    [Fact]
    public void Join_OfSplit_WritesTheSameBytes()
    {
        var document = PolicyKeys.Assign(DemoPolicy.Create(), 0).Document;
        var random = new Random(3);
        var shuffled = PolicyItems.Split(document).OrderBy(_ => random.Next()).ToList();

        var reading = PolicyItems.Join(shuffled);

        reading.Issues.ShouldBeEmpty();
        PolicyJson.Write(reading.Document!).ShouldBe(PolicyJson.Write(document));
    }

    [Fact]
    public void Split_Action_HasItsParentAndNotItsTreatments()
    {
        var item = PolicyItems.Split(SmallPolicy.Create()).Single(i => i is { Kind: "action", Id: "upgrade" });

        item.Parent.ShouldBe("plans");
        item.Json.ShouldNotContain("treatments");
        item.Json.ShouldContain("\"value\": \"customer.fee * 12\"");
    }

    [Fact]
    public void Join_TreatmentWithoutItsAction_IsAnIssue()
    {
        var items = PolicyItems.Split(SmallPolicy.Create()).Where(i => i is not { Kind: "action", Id: "notice" });

        var reading = PolicyItems.Join(items);

        reading.Document.ShouldBeNull();
        reading.Issues.ShouldHaveSingleItem().Arguments.ShouldBe(["action", "notice"]);
    }

    [Fact]
    public void Join_BrokenItem_IsAnIssueAtTheItem()
    {
        var items = PolicyItems.Split(SmallPolicy.Create()).Select(i => i is { Kind: "channel", Id: "mail" } ? i with { Json = """{ "id": "mail", "knd": "email" }""" } : i);

        var issue = PolicyItems.Join(items).Issues.ShouldHaveSingleItem();

        (issue.Path, issue.Suggestion).ShouldBe(("channel/mail/knd", "kind"));
    }
}
