using NbaStudio.Engine.Customers;

namespace NbaStudio.Tests.Customers;

public sealed class CustomerPartsTests
{
    [Fact]
    public void TakeDue_RandomTimers_GivesThemInDueOrder()
    {
        var random = new Random(3);
        var timers = new TimerList();
        timers.NextDue.ShouldBe(long.MaxValue);
        for (var i = 0; i < 50; i++)
        {
            timers.Add(new CustomerTimer(random.Next(20), TimerKind.Reservation, i, 0));
        }

        timers.NextDue.ShouldBe(timers.Items.Min(t => t.Due));
        var due = timers.TakeDue(10);
        due.ShouldBe(due.OrderBy(t => t.Due).ThenBy(t => t.Decision));
        due.ShouldAllBe(t => t.Due <= 10);
        (due.Count + timers.Items.Count).ShouldBe(50);
        timers.NextDue.ShouldBeGreaterThan(10);
        var next = timers.Items[0];
        timers.Cancel(TimerKind.Hold, next.Decision, 0).ShouldBe(0);
        timers.Cancel(TimerKind.Reservation, next.Decision, 0).ShouldBe(1);
    }

    [Fact]
    public void Add_SixtyFifthResponse_DropsTheOldestResolved()
    {
        var list = new OpenResponseList();
        for (var i = 1; i <= 64; i++)
        {
            list.Add(new OpenResponse { Decision = i, PositiveLearned = i == 5 }).ShouldBeNull();
        }

        list.Add(new OpenResponse { Decision = 65 })!.Decision.ShouldBe(5);
        list.Add(new OpenResponse { Decision = 66 })!.Decision.ShouldBe(1);
        list.Items.Count.ShouldBe(64);
        list.Find(5, 0).ShouldBeNull();
        list.Find(66, 0).ShouldNotBeNull();
    }

    [Fact]
    public void Find_StickyDecision_HoldsUntilItsEnd()
    {
        var sticky = new StickyList();
        sticky.Set("web/hero", 9, 100, 0);
        sticky.Find("web/hero", 99).ShouldBe(9);
        sticky.Find("web/hero", 100).ShouldBe(0);
        sticky.Find("web/tile", 1).ShouldBe(0);
        sticky.Set("web/hero", 10, 200, 50);
        sticky.Find("web/hero", 60).ShouldBe(10);
        sticky.Forget(10).ShouldBeTrue();
        sticky.Find("web/hero", 60).ShouldBe(0);
    }

    [Fact]
    public void Add_Timeline_KeepsTheNewestFiftyAndCutsTexts()
    {
        var timeline = new Timeline();
        for (var i = 0; i < 60; i++)
        {
            timeline.Add(new TimelineItem(i, TimelineKind.Event, "x", new string('a', 78) + "👍👍"));
        }

        timeline.Items.Count.ShouldBe(Timeline.Capacity);
        timeline.Items.First().Time.ShouldBe(10);
        timeline.Items.ShouldAllBe(t => t.Text == new string('a', 78) + "…");
    }

    [Fact]
    public void Refuse_Address_HoldsForThatAddressOnly()
    {
        var book = new AddressBook();
        book.CanReach("email").ShouldBeFalse();
        book.Set("email", "a@example.com");
        book.CanReach("Email").ShouldBeTrue();
        book.Refuse("email", "old@example.com", 5, "bounced").ShouldBeFalse();
        book.Refuse("email", "a@example.com", 5, "bounced").ShouldBeTrue();
        book.Set("email", "a@example.com");
        book.CanReach("email").ShouldBeFalse();
        book.Set("email", "b@example.com");
        book.CanReach("email").ShouldBeTrue();
        book.Set("email", null);
        book.Records.ShouldBeEmpty();
    }

    [Fact]
    public void TrySetTimeZone_UnknownZone_ChangesNothing()
    {
        var state = new CustomerState(1);
        state.TrySetTimeZone("Asia/Tokyo").ShouldBeTrue();
        state.TrySetTimeZone("Asia/Atlantis").ShouldBeFalse();
        state.Zone!.BaseUtcOffset.ShouldBe(TimeSpan.FromHours(9));
    }

    [Fact]
    public void Compute_OptOutHash_IgnoresFormAndDependsOnKey()
    {
        byte[] key = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        var hash = OptOutHash.Compute(key, "email", "Someone@Example.com ");
        hash.Length.ShouldBe(64);
        OptOutHash.Compute(key, "email", "someone@example.com").ShouldBe(hash);
        OptOutHash.Compute(key, "alias", "someone@example.com").ShouldNotBe(hash);
        OptOutHash.Compute([.. key.Reverse()], "email", "someone@example.com").ShouldNotBe(hash);
        Should.Throw<ArgumentException>(() => OptOutHash.Compute(new byte[15], "email", "x")).Message.ShouldContain("at least 16");
    }

    [Fact]
    public void TryParse_EveryContactKind_ReadsItsOwnName()
    {
        foreach (var kind in Enum.GetValues<ContactKind>())
        {
            ContactKindNames.TryParse(kind.ToName(), out var parsed).ShouldBeTrue();
            parsed.ShouldBe(kind);
            Enum.Parse<ContactKinds>(kind.ToString()).ShouldBe(kind.ToSet());
        }

        ContactKindNames.TryParse("no_response", out var none).ShouldBeTrue();
        none.ShouldBe(ContactKind.NoResponse);
        ContactKindNames.TryParse("shouted", out _).ShouldBeFalse();
    }
}
