using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Readers;

namespace NbaStudio.Tests.Live;

public sealed class TimelineTextTests
{
    private static readonly PolicySnapshot Policy = PolicyCompiler.Compile(DemoPolicy.Create(), 1, DateTimeOffset.UnixEpoch).Snapshot!;

    [Theory]
    [InlineData("en", "sentiment negative, intent billing, text My bill, again", "Mood: negative, Intent: bill and payment, Text My bill, again")]
    [InlineData("ja", "sentiment negative, intent unknown", "気分: 不満、意図: 不明")]
    [InlineData("en", "intent travel, text Rome", "Intent: travel, Text Rome")]
    [InlineData("en", "text sentiment negative", "Text sentiment negative")]
    public void Of_Message_SaysMoodAndIntentInTheReadersWords(string language, string kept, string shown) =>
        TimelineText.Of(new TimelineItem(0, TimelineKind.Event, "message", kept), 1, Policy, language).Detail.ShouldBe(shown);

    [Fact]
    public void Of_AnotherEvent_StaysAsItIs() =>
        TimelineText.Of(new TimelineItem(0, TimelineKind.Event, "page_view", "intent x"), 1, Policy, "en").Detail.ShouldBe("intent x");
}
