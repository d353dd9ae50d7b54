using NbaStudio.Engine.Customers;

namespace NbaStudio.Tests.Customers;

public sealed class ContactLogTests
{
    private const long Day = RandomCustomer.Day;
    private const long Now = RandomCustomer.Start;

    private static readonly ContactQuery SentToday = new(ContactKinds.Sent, null, ContactQuery.AnyChannel, Day);
    private static readonly ContactQuery SeenToday = SentToday with { Kinds = ContactKinds.Impression };

    [Fact]
    public void Count_RandomLogs_EqualsBruteForceAndWithFoldingIsNeverLower()
    {
        var folded = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (log, facts, now) = RandomLog(random);
            folded += log.Days.Count > 0 ? 1 : 0;
            for (var i = 0; i < 30; i++)
            {
                var query = RandomQuery(random);
                var at = now - random.NextInt64(3 * Day);
                var expected = facts.Count(f => Counts(f, query, at, query.WindowMilliseconds));
                var count = log.Count(query, at);
                count.ShouldBeGreaterThanOrEqualTo(expected, $"seed {seed}: a cap must never let through");
                if (log.Days.Count == 0)
                {
                    count.ShouldBe(expected, $"seed {seed}");
                }
                else
                {
                    var widened = facts.Count(f => Counts(f, query, at, query.WindowMilliseconds + Day));
                    count.ShouldBeLessThanOrEqualTo(widened, $"seed {seed}: early by a day at most");
                }
            }
        }

        folded.ShouldBeInRange(50, 190);
    }

    [Fact]
    public void FreeAt_RandomLogs_IsTheFirstInstantWithRoom()
    {
        var later = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (log, _, now) = RandomLog(random);
            for (var i = 0; i < 30; i++)
            {
                var query = RandomQuery(random);
                var limit = random.Next(1, 12);
                if (log.FreeAt(query, limit, now) is not { } free)
                {
                    log.Count(query with { WindowMilliseconds = 1 }, now + (1000 * Day)).ShouldBeGreaterThanOrEqualTo(limit, "only promises stay");
                    continue;
                }

                log.Count(query, free).ShouldBeLessThan(limit, $"seed {seed}");
                free.ShouldBeGreaterThanOrEqualTo(now);
                if (free > now)
                {
                    later++;
                    log.Count(query, free - 1).ShouldBeGreaterThanOrEqualTo(limit, $"seed {seed}");
                }
            }
        }

        later.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void FreeAt_WindowWithoutEnd_IsNeverOnceReached()
    {
        var log = new ContactLog();
        var never = new ContactQuery(ContactKinds.Reject, null, ContactQuery.AnyChannel, ContactQuery.Forever);
        log.FreeAt(never, 1, Now).ShouldBe(Now);
        log.Add(new ContactEntry(Now - (3000 * Day), 1, 1, ContactKind.Reject, 1, ContactStatus.Confirmed));
        log.Count(never, Now).ShouldBe(1);
        log.FreeAt(never, 1, Now).ShouldBeNull();
        log.FreeAt(SentToday, 0, Now).ShouldBeNull();
    }

    [Fact]
    public void FreeAt_WorkedNumberOfTheDocs_IsWednesdayAtNine()
    {
        var log = new ContactLog();
        var monday = new DateTimeOffset(2026, 11, 16, 10, 0, 0, TimeSpan.Zero);
        var wednesday = monday.AddDays(2).AddHours(-1);
        foreach (var seen in (DateTimeOffset[])[monday, wednesday, monday.AddDays(3).AddHours(2)])
        {
            log.Add(new ContactEntry(seen.ToUnixTimeMilliseconds(), 1, 1, ContactKind.Impression, 1, ContactStatus.Confirmed));
        }

        var friday = monday.AddDays(4).ToUnixTimeMilliseconds();
        log.FreeAt(SeenToday with { WindowMilliseconds = 7 * Day }, 2, friday).ShouldBe(wednesday.AddDays(7).ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Count_AtTheEdgeOfTheWindow_LeavesExactlyThen()
    {
        var log = new ContactLog();
        log.Add(new ContactEntry(Now, 1, 1, ContactKind.Sent, 1, ContactStatus.Confirmed));
        log.Count(SentToday, Now + Day - 1).ShouldBe(1);
        log.Count(SentToday, Now + Day).ShouldBe(0);
        log.FreeAt(SentToday, 1, Now).ShouldBe(Now + Day);
    }

    [Fact]
    public void Reserve_UntilConfirmedAndSeen_CountsOnceForEach()
    {
        var log = new ContactLog();
        log.Reserve(Now, 7, 2, 1);
        (log.Count(SentToday, Now), log.Count(SeenToday, Now)).ShouldBe((1, 1));
        log.Confirm(1, 7, 2, ContactKind.Sent, Now + 10).ShouldBe(ContactConfirmation.Confirmed);
        (log.Count(SentToday, Now + 10), log.Count(SeenToday, Now + 10)).ShouldBe((1, 1));
        log.HasReserved(1, 7).ShouldBeTrue();
        log.Confirm(1, 7, 2, ContactKind.Delivered, Now + 20).ShouldBe(ContactConfirmation.Late);
        log.Confirm(1, 7, 2, ContactKind.Impression, Now + 30).ShouldBe(ContactConfirmation.Confirmed);
        (log.Count(SentToday, Now + 30), log.Count(SeenToday, Now + 30)).ShouldBe((1, 1));
        log.HasReserved(1, 7).ShouldBeFalse();
        log.Confirm(1, 7, 2, ContactKind.Impression, Now + 40).ShouldBe(ContactConfirmation.Duplicate);
        log.Count(SeenToday, Now + 40).ShouldBe(1);
    }

    [Fact]
    public void Confirm_ImpressionFirst_FulfilsTheWholePromise()
    {
        var log = new ContactLog();
        log.Reserve(Now, 7, 2, 1);
        log.Confirm(1, 7, 2, ContactKind.Impression, Now + 5).ShouldBe(ContactConfirmation.Confirmed);
        log.HasReserved(1, 7).ShouldBeFalse();
        (log.Count(SentToday, Now + 5), log.Count(SeenToday, Now + 5)).ShouldBe((1, 1));
        log.Confirm(1, 7, 2, ContactKind.Sent, Now + 6).ShouldBe(ContactConfirmation.Duplicate);
    }

    [Fact]
    public void Release_ThenLateConfirmation_StillCounts()
    {
        var log = new ContactLog();
        log.Reserve(Now, 7, 2, 1);
        log.Release(1, 7).ShouldBeTrue();
        log.Release(1, 7).ShouldBeFalse();
        log.Count(SentToday, Now).ShouldBe(0);
        log.Confirm(1, 7, 2, ContactKind.Sent, Now + 5).ShouldBe(ContactConfirmation.Late);
        log.Count(SentToday, Now + 5).ShouldBe(1);
        log.HasConfirmed(1, 7, ContactKind.Sent).ShouldBeTrue();
    }

    [Fact]
    public void Count_OwnReservation_DoesNotBlockItself()
    {
        var log = new ContactLog();
        log.Reserve(Now, 7, 2, 1);
        log.Reserve(Now, 8, 2, 2);
        log.Count(SentToday with { ExceptDecision = 1, ExceptTreatment = 7 }, Now).ShouldBe(1);
        log.Count(SentToday, Now).ShouldBe(2);
    }

    [Fact]
    public void ReserveAndConfirm_RacedAtRandom_NeverExceedTheCap()
    {
        const int Cap = 3;
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var log = new ContactLog();
            var open = new List<(long Decision, int Treatment)>();
            var now = Now;
            for (long decision = 1; decision < 200; decision++)
            {
                now += random.NextInt64(Day / 6);
                if (log.Count(SentToday, now) < Cap && log.Count(SeenToday, now) < Cap)
                {
                    log.Reserve(now, 1, 1, decision);
                    open.Add((decision, 1));
                }

                log.Count(SentToday, now).ShouldBeLessThanOrEqualTo(Cap);
                log.Count(SeenToday, now).ShouldBeLessThanOrEqualTo(Cap);
                if (open.Count > 0 && random.Next(2) == 0)
                {
                    var (of, treatment) = open[random.Next(open.Count)];
                    if (random.Next(3) == 0)
                    {
                        log.Release(of, treatment);
                        open.Remove((of, treatment));
                    }
                    else if (log.HasReserved(of, treatment))
                    {
                        log.Confirm(of, treatment, 1, random.Next(2) == 0 ? ContactKind.Sent : ContactKind.Impression, now);
                    }
                }
            }
        }
    }

    [Fact]
    public void Add_MoreThanCapacityOfPromises_FoldedOnesStillCount()
    {
        var log = new ContactLog();
        for (var i = 1; i <= 300; i++)
        {
            log.Reserve(Now + i, 1, 1, i);
        }

        log.Entries.Count.ShouldBe(ContactLog.ExactCapacity);
        log.Count(SentToday, Now + 300).ShouldBe(300);
        log.Count(SeenToday, Now + 300).ShouldBe(300);
    }

    [Fact]
    public void LastTime_ExactAndFolded_IsNeverTooEarly()
    {
        var log = new ContactLog();
        var rejects = SentToday with { Kinds = ContactKinds.Reject };
        log.LastTime(rejects).ShouldBe(long.MinValue);
        log.Add(new ContactEntry(Now, 1, 1, ContactKind.Reject, 1, ContactStatus.Confirmed));
        log.LastTime(rejects).ShouldBe(Now);
        for (var i = 1; i <= 256; i++)
        {
            log.Add(new ContactEntry(Now + i, 1, 1, ContactKind.Sent, i, ContactStatus.Confirmed));
        }

        log.LastTime(rejects).ShouldBeInRange(Now, Now + Day);
        log.LastTime(SentToday).ShouldBe(Now + 256);
    }

    [Fact]
    public void Trim_PastTheHorizon_ForgetsSendsAndKeepsAnswers()
    {
        var log = new ContactLog();
        log.Add(new ContactEntry(Now - (91 * Day), 1, 1, ContactKind.Sent, 1, ContactStatus.Confirmed));
        log.Add(new ContactEntry(Now - (91 * Day), 1, 1, ContactKind.Reject, 1, ContactStatus.Confirmed));
        log.Add(new ContactEntry(Now - (89 * Day), 1, 1, ContactKind.Sent, 2, ContactStatus.Confirmed));
        log.Trim(ContactLogRetention.Default with { Horizon = TimeSpan.FromDays(1) }, Now);
        log.Entries.Select(e => e.Kind).ShouldBe([ContactKind.Reject, ContactKind.Sent]);
    }

    [Fact]
    public void Count_FullLog_AllocatesNothing()
    {
        var (log, _, now) = RandomLog(new Random(4));
        var query = new ContactQuery(ContactKinds.Sent, new TreatmentSet([1, 2]), 1, 90 * Day);
        log.Count(query, now);
        log.FreeAt(query, 2, now);
        log.LastTime(query);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            log.Count(query, now);
            log.LastTime(query);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static (ContactLog Log, List<ContactEntry> Facts, long Now) RandomLog(Random random)
    {
        var log = new ContactLog();
        var facts = new List<ContactEntry>();
        var now = Now;
        for (var i = random.Next(600); i > 0; i--)
        {
            now += random.NextInt64(Day / 8);
            var late = random.Next(10) == 0 ? random.NextInt64(20 * Day) : 0;
            var entry = RandomCustomer.RandomContact(random, now - late);
            if (random.Next(20) == 0)
            {
                entry = entry with { Kind = ContactKind.Sent, Status = ContactStatus.Reserved, Decision = 1000 + i };
            }

            log.Add(entry);
            facts.Add(entry);
            if (entry.Status == ContactStatus.Reserved && random.Next(2) == 0)
            {
                log.Release(entry.Decision, entry.Treatment).ShouldBeTrue();
                facts.Remove(entry);
            }
        }

        return (log, facts, now);
    }

    private static ContactQuery RandomQuery(Random random) => new(
        random.Next(3) == 0 ? ContactKinds.Sent : ((ContactKind)random.Next(13)).ToSet() | ((ContactKind)random.Next(13)).ToSet(),
        random.Next(2) == 0 ? null : new TreatmentSet([random.Next(5), random.Next(5)]),
        random.Next(2) == 0 ? ContactQuery.AnyChannel : random.Next(3),
        random.NextInt64(1, 40 * Day));

    // The definition, written out without the log's own helpers.
    private static bool Counts(ContactEntry fact, ContactQuery query, long now, long window) =>
        (fact.Status == ContactStatus.Reserved || fact.Time > now - window)
        && (fact.Status == ContactStatus.Reserved
            ? (query.Kinds & (ContactKinds.Sent | ContactKinds.Impression)) != 0
            : (query.Kinds & (ContactKinds)(1 << (int)fact.Kind)) != 0)
        && (query.Channel < 0 || query.Channel == fact.Channel)
        && (query.Treatments is null || query.Treatments.Contains(fact.Treatment));
}
