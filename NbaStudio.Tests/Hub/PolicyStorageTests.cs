using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Hub;

namespace NbaStudio.Tests.Hub;

public sealed class PolicyStorageTests
{
    [Fact]
    public void Join_WhatSplitGave_IsTheSameDocument()
    {
        var policy = PolicyKeys.Assign(DemoPolicy.Create(), 0).Document;

        var reading = PolicyStorage.Join(PolicyStorage.Split(policy));

        reading.Issues.ShouldBeEmpty();
        PolicyJson.WriteText(reading.Document.ShouldNotBeNull()).ShouldBe(PolicyJson.WriteText(policy));
    }

    [Fact]
    public void Join_ItemThatIsNoJson_SaysWhichItem()
    {
        var items = PolicyStorage.Split(PolicyKeys.Assign(DemoPolicy.Create(), 0).Document).ToList();
        var broken = items.FindIndex(item => item.Kind == "action");
        items[broken] = items[broken] with { Json = "{" };

        var reading = PolicyStorage.Join(items);

        reading.Document.ShouldBeNull();
        reading.Issues.ShouldContain(issue => issue.Path.Contains(items[broken].Id, StringComparison.Ordinal));
    }
}
