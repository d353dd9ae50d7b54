using NbaStudio.Engine.Customers;

namespace NbaStudio.Tests.Customers;

public sealed class ConsentBookTests
{
    [Fact]
    public void Record_InAnyOrder_GivesTheSameConsents()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var records = Enumerable.Range(0, 12).Select(_ => new ConsentRecord(
                new[] { "*", "email", "web" }[random.Next(3)],
                "marketing",
                (ConsentState)random.Next(1, 3),
                random.Next(4),
                random.Next(2) == 0 ? "form" : "import",
                random.Next(2) == 0 ? null : "p")).ToArray();
            var (first, second) = (new ConsentBook(), new ConsentBook());
            foreach (var record in records)
            {
                first.Record(record);
            }

            random.Shuffle(records);
            foreach (var record in records)
            {
                second.Record(record);
            }

            second.Records.OrderBy(r => r.Channel).ShouldBe(first.Records.OrderBy(r => r.Channel), $"seed {seed}");
            second.Check("email", "marketing", true).ShouldBe(first.Check("email", "marketing", true), $"seed {seed}");
        }
    }

    [Fact]
    public void Knows_WhatWasEverSaid_AlsoOfWhomItBecamePartOf()
    {
        var granted = new ConsentRecord("email", "marketing", ConsentState.Granted, 5, "form", null);
        var refused = granted with { State = ConsentState.Refused, Time = 7 };
        var old = granted with { Time = 2, Proof = "p" };
        var (book, other) = (new ConsentBook(), new ConsentBook());
        book.Knows(granted).ShouldBeFalse();
        book.Record(granted);
        other.Record(refused);
        other.Record(old);
        book.Knows(refused).ShouldBeFalse();

        foreach (var record in other.Records)
        {
            book.MergeStrictest(record);
        }

        foreach (var hash in other.Outdated)
        {
            book.Outdate(hash);
        }

        new[] { granted, refused, old }.ShouldAllBe(record => book.Knows(record));
        book.Knows(old with { Proof = null }).ShouldBeFalse("another proof is another statement");
        book.Outdated.Count.ShouldBe(2);
        for (var i = 0; i < 2 * ConsentBook.MostOutdated; i++)
        {
            book.Record(granted with { Time = -i });
        }

        book.Outdated.Count.ShouldBe(ConsentBook.MostOutdated);
        book.Knows(old).ShouldBeTrue("the first ones stay");
    }

    [Fact]
    public void Check_SameTime_RefusalWins()
    {
        var book = new ConsentBook();
        book.Record(new ConsentRecord("email", "marketing", ConsentState.Refused, 5, "form", null));
        book.Record(new ConsentRecord("email", "marketing", ConsentState.Granted, 5, "import", null)).ShouldBeFalse();
        book.Record(new ConsentRecord("*", "marketing", ConsentState.Granted, 5, "import", null));
        book.Check("email", "marketing", false).ShouldBe(new ConsentDecision(ConsentState.Refused, false, book.Records[0]));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Check_Unknown_FollowsOptIn(bool requireOptIn, bool allowed)
    {
        var decision = new ConsentBook().Check("email", "marketing", requireOptIn);
        (decision.State, decision.Allowed, decision.Basis).ShouldBe((ConsentState.Unknown, allowed, null));
    }

    [Fact]
    public void Check_NewerStatementForAllChannels_BeatsTheChannelsOwn()
    {
        var book = new ConsentBook();
        book.Record(new ConsentRecord("email", "marketing", ConsentState.Granted, 5, "form", null));
        book.Record(ConsentRecord.Refusal("*", "marketing", 6, ContactKind.Complaint));
        book.Check("email", "marketing", false).Allowed.ShouldBeFalse();
        book.Check("EMAIL", "Marketing", false).Basis!.Source.ShouldBe("complaint");
        book.Record(new ConsentRecord("email", "marketing", ConsentState.Granted, 7, "form", "again"));
        book.Check("email", "marketing", true).Allowed.ShouldBeTrue();
        book.Check("web", "marketing", true).Allowed.ShouldBeFalse();
        book.Check("email", "profiling", false).State.ShouldBe(ConsentState.Unknown);
    }

    [Fact]
    public void Record_UnknownState_IsRefused() =>
        Should.Throw<ArgumentException>(() => new ConsentBook().Record(new ConsentRecord("email", "marketing", ConsentState.Unknown, 5, "form", null)))
            .Message.ShouldContain("allowed are Granted and Refused");
}
