using NbaStudio.Live.Editing;

namespace NbaStudio.Tests.Live.Editing;

public sealed class EditorPresenceTests
{
    private readonly EditorPresence _presence = new();

    [Fact]
    public void Others_AtAnItem_AreNamedOnceAndNotOneself()
    {
        using var mine = _presence.Open("action", "a", "me");
        using var first = _presence.Open("action", "a", "ann");
        using var second = _presence.Open("action", "a", "ann");
        using var elsewhere = _presence.Open("action", "b", "bob");

        _presence.Others("action", "a", "me").ShouldBe(["ann"]);
        _presence.Others("action", "a", "ann").ShouldBe(["me"]);
        _presence.Others("group", "a", "me").ShouldBeEmpty();
    }

    [Fact]
    public void Leaving_TellsThoseAtTheItem_AndTwiceIsOnce()
    {
        var heard = new List<(string, string)>();
        _presence.Changed += heard.Add;
        var seat = _presence.Open("action", "a", "ann");

        seat.Dispose();
        seat.Dispose();

        heard.ShouldBe([("action", "a"), ("action", "a")]);
        _presence.Others("action", "a", "me").ShouldBeEmpty();
    }
}
