using NbaStudio.Channels.Streams;
using NbaStudio.Configuration;
using NbaStudio.Hosting.Hub;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Channels;

/// <summary>Open streams of a customer who became part of another one.</summary>
public sealed class StreamMergeTests
{
    [Fact]
    public void OnMerge_StreamOfTheOneWhoGoes_IsThatOfTheOneWhoStays()
    {
        var registry = new StreamRegistry(new WallClock(new ManualTimeProvider()), new SimulatedPresence());
        using var stream = registry.TryOpen(1, "web", -1).ShouldNotBeNull();
        registry.OnMerge(1, 2);
        registry.OnMerge(2, 3);

        registry.HasStream(3, "web").ShouldBeTrue();
        // What was on its way under an older key arrives as well.
        registry.Send(1, "web", Message("a")).ShouldBeTrue();
        registry.Send(3, "web", Message("b")).ShouldBeTrue();
        stream.Messages.TryRead(out var first).ShouldBeTrue();
        stream.Messages.TryRead(out var second).ShouldBeTrue();
        (first!.Message.IdempotencyKey, second!.Message.IdempotencyKey).ShouldBe(("a", "b"));
        stream.Dispose();
        registry.HasStream(3, "web").ShouldBeFalse();
    }

    [Fact]
    public void OnMerge_BothOnline_TheOlderOneEndsAndComesBack()
    {
        var registry = new StreamRegistry(new WallClock(new ManualTimeProvider()), new SimulatedPresence());
        using var goes = registry.TryOpen(1, "web", -1).ShouldNotBeNull();
        using var stays = registry.TryOpen(2, "web", -1).ShouldNotBeNull();
        registry.OnMerge(1, 2);
        goes.Messages.Completion.IsCompleted.ShouldBeTrue();
        registry.Send(2, "web", Message("a")).ShouldBeTrue();
        stays.Messages.TryRead(out _).ShouldBeTrue();
        registry.Open.ShouldBe(1);
    }

    private static StreamMessage Message(string key) => new("1-1", "web", "grow", "a", "a-web", null!, "t", key, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
}
