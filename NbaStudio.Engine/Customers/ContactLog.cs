using System.Runtime.InteropServices;

namespace NbaStudio.Engine.Customers;

/// <summary>What happened between us and one customer: the facts over which contact rules count. Not thread safe (one writer per customer).</summary>
/// <remarks>
/// The newest <see cref="ExactCapacity"/> facts are exact; older ones are folded into counts per UTC day. A folded day that overlaps a window
/// counts whole, so a cap may block early and never late. Counting allocates nothing.
/// </remarks>
public sealed class ContactLog
{
    /// <summary>Number of facts that stay exact.</summary>
    public const int ExactCapacity = 256;

    private const long DayMilliseconds = 86_400_000;

    private readonly List<ContactEntry> _entries = [];
    private readonly List<ContactDayCount> _days = [];
    private int _reserved;

    /// <summary>The exact facts, oldest first.</summary>
    public IReadOnlyList<ContactEntry> Entries => _entries;

    /// <summary>The folded facts, oldest day first.</summary>
    public IReadOnlyList<ContactDayCount> Days => _days;

    /// <summary>Adds a fact; one from the past takes its place by time.</summary>
    public void Add(in ContactEntry entry)
    {
        var index = _entries.Count;
        while (index > 0 && _entries[index - 1].Time > entry.Time)
        {
            index--;
        }

        _entries.Insert(index, entry);
        _reserved += entry.Status == ContactStatus.Reserved ? 1 : 0;
        if (_entries.Count > ExactCapacity)
        {
            FoldOldest();
        }
    }

    /// <summary>Promises a contact: it counts until it is confirmed or released.</summary>
    /// <param name="time">Milliseconds since 1970 UTC.</param>
    /// <param name="decision">The customer's decision number, from 1.</param>
    /// <param name="kind">Sent: we start the contact, which counts for sent and impressions. Impression: the customer asked, nothing is sent.</param>
    public void Reserve(long time, int treatment, int channel, long decision, ContactKind kind = ContactKind.Sent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(decision, 1);
        if (kind is not (ContactKind.Sent or ContactKind.Impression))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only sent and impression can be promised.");
        }

        Add(new ContactEntry(time, treatment, channel, kind, decision, ContactStatus.Reserved));
    }

    /// <summary>Records that something promised has happened; also when it comes late, after the reservation was released.</summary>
    /// <remarks>
    /// Sending and delivery fulfil the promise to send; the impression stays promised until it is confirmed or released. An impression fulfils both.
    /// A fact of a known decision is recorded once per kind; use <see cref="Add"/> for outcomes that may repeat.
    /// </remarks>
    public ContactConfirmation Confirm(long decision, int treatment, int channel, ContactKind kind, long time)
    {
        if (decision != 0 && HasConfirmed(decision, treatment, kind))
        {
            return ContactConfirmation.Duplicate;
        }

        var kept = decision == 0 || kind > ContactKind.Impression ? null : TakeReserved(decision, treatment, kind == ContactKind.Impression);
        if (kept is { Kind: ContactKind.Sent } promise)
        {
            if (kind != ContactKind.Sent)
            {
                Add(new ContactEntry(time, treatment, channel, ContactKind.Sent, decision, ContactStatus.Confirmed));
            }

            if (kind != ContactKind.Impression)
            {
                Add(promise with { Kind = ContactKind.Impression });
            }
        }

        if (kept is null && decision != 0 && kind == ContactKind.Delivered && !HasConfirmed(decision, treatment, ContactKind.Sent))
        {
            // Its promise was taken back meanwhile; what arrived was sent all the same.
            Add(new ContactEntry(time, treatment, channel, ContactKind.Sent, decision, ContactStatus.Confirmed));
        }

        Add(new ContactEntry(time, treatment, channel, kind, decision, ContactStatus.Confirmed));
        return kept is null ? ContactConfirmation.Late : ContactConfirmation.Confirmed;
    }

    /// <summary>Takes back what a decision still promises for a treatment.</summary>
    /// <returns>Whether there was a promise.</returns>
    public bool Release(long decision, int treatment)
    {
        var released = _entries.RemoveAll(e => e.Status == ContactStatus.Reserved && e.Decision == decision && e.Treatment == treatment);
        _reserved -= released;
        return released > 0;
    }

    /// <summary>Whether the decision still promises the treatment.</summary>
    public bool HasReserved(long decision, int treatment)
    {
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.Status == ContactStatus.Reserved && entry.Decision == decision && entry.Treatment == treatment)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the fact is among the exact ones.</summary>
    public bool HasConfirmed(long decision, int treatment, ContactKind kind)
    {
        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.Decision == decision && entry.Treatment == treatment && entry.Kind == kind && entry.Status == ContactStatus.Confirmed)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many contacts count now.</summary>
    /// <remarks>A promise counts until it is confirmed or released, whatever its age: it may become a contact at any moment.</remarks>
    /// <param name="now">Milliseconds since 1970 UTC. A contact counts while time &gt; now - window, also one from ahead of the clock.</param>
    public int Count(in ContactQuery query, long now)
    {
        var from = query.From(now);
        var (count, reserved) = (0, _reserved);
        var entries = CollectionsMarshal.AsSpan(_entries);
        for (var i = entries.Length - 1; i >= 0 && (entries[i].Time > from || reserved > 0); i--)
        {
            var promised = entries[i].Status == ContactStatus.Reserved;
            reserved -= promised ? 1 : 0;
            count += (promised || entries[i].Time > from) && query.Matches(entries[i]) ? 1 : 0;
        }

        var days = CollectionsMarshal.AsSpan(_days);
        for (var i = days.Length - 1; i >= 0 && EndOf(days[i].Day) > from; i--)
        {
            count += query.Matches(days[i]) ? days[i].Count : 0;
        }

        return count;
    }

    /// <summary>The first instant from now on at which fewer than <paramref name="limit"/> contacts count, if nothing else happens.</summary>
    /// <returns>Milliseconds since 1970 UTC; null when that never comes by waiting: a window without end, a limit below 1, or as many open promises.</returns>
    public long? FreeAt(in ContactQuery query, int limit, long now)
    {
        if (limit < 1)
        {
            return null;
        }

        if (Count(query, now) < limit)
        {
            return now;
        }

        if (query.WindowMilliseconds == ContactQuery.Forever)
        {
            return null;
        }

        foreach (ref readonly var entry in CollectionsMarshal.AsSpan(_entries))
        {
            limit -= entry.Status == ContactStatus.Reserved && query.Matches(entry) ? 1 : 0;
        }

        return limit < 1 ? null : LeavingTime(query, limit);
    }

    /// <summary>Time of the newest contact that matches, whatever the window; the end of its day for a folded one; long.MinValue when there is none.</summary>
    public long LastTime(in ContactQuery query)
    {
        var last = long.MinValue;
        for (var i = _entries.Count - 1; i >= 0 && last == long.MinValue; i--)
        {
            last = query.Matches(_entries[i]) ? _entries[i].Time : last;
        }

        for (var i = _days.Count - 1; i >= 0 && EndOf(_days[i].Day) > last; i--)
        {
            last = query.Matches(_days[i]) ? EndOf(_days[i].Day) : last;
        }

        return last;
    }

    /// <summary>Forgets what no rule can ask for any more. Promises stay until they are released.</summary>
    public void Trim(in ContactLogRetention retention, long now)
    {
        var from = now - retention.HorizonMilliseconds;
        var forever = retention.KeptForever;
        _days.RemoveAll(d => EndOf(d.Day) <= from && (forever & d.Kind.ToSet()) == 0);
        _entries.RemoveAll(e => e.Time <= from && e.Status == ContactStatus.Confirmed && (forever & e.Kind.ToSet()) == 0);
    }

    internal void Merge(ContactLog other, long decisionOffset)
    {
        foreach (var day in other._days)
        {
            Fold(new ContactEntry(day.Day * DayMilliseconds, day.Treatment, day.Channel, day.Kind, 0, ContactStatus.Confirmed), day.Kind, day.Count);
        }

        foreach (var entry in other._entries)
        {
            Add(entry with { Decision = entry.Decision == 0 ? 0 : entry.Decision + decisionOffset });
        }
    }

    internal void Restore(IEnumerable<ContactEntry> entries, IEnumerable<ContactDayCount> days)
    {
        _entries.AddRange(entries);
        _days.AddRange(days);
        _reserved = _entries.Count(e => e.Status == ContactStatus.Reserved);
    }

    // Contacts leave the window oldest first: the limit-th newest is the one whose leaving frees a place.
    private long LeavingTime(in ContactQuery query, int limit)
    {
        var (entry, day) = (_entries.Count - 1, _days.Count - 1);
        while (true)
        {
            var entryTime = entry >= 0 ? _entries[entry].Time : long.MinValue;
            var dayTime = day >= 0 ? EndOf(_days[day].Day) : long.MinValue;
            if (entryTime >= dayTime)
            {
                limit -= _entries[entry].Status == ContactStatus.Confirmed && query.Matches(_entries[entry]) ? 1 : 0;
                entry--;
            }
            else
            {
                limit -= query.Matches(_days[day]) ? _days[day].Count : 0;
                day--;
            }

            if (limit <= 0)
            {
                return Math.Max(entryTime, dayTime) + query.WindowMilliseconds;
            }
        }
    }

    private static long EndOf(int day) => ((day + 1L) * DayMilliseconds) - 1;

    // Sending takes the whole promise; an impression may also find only its own half left.
    private ContactEntry? TakeReserved(long decision, int treatment, bool impression)
    {
        var index = _entries.FindIndex(e => e.Status == ContactStatus.Reserved && e.Decision == decision && e.Treatment == treatment
            && (e.Kind == ContactKind.Sent || impression));
        if (index < 0)
        {
            return null;
        }

        var found = _entries[index];
        _entries.RemoveAt(index);
        _reserved--;
        return found;
    }

    // Promises stay exact so that they can be released, unless there is nothing else to fold; a folded promise counts as kept.
    private void FoldOldest()
    {
        var index = Math.Max(0, _entries.FindIndex(e => e.Status == ContactStatus.Confirmed));
        var entry = _entries[index];
        _entries.RemoveAt(index);
        Fold(entry, entry.Kind);
        _reserved -= entry.Status == ContactStatus.Reserved ? 1 : 0;
        if (entry is { Status: ContactStatus.Reserved, Kind: ContactKind.Sent })
        {
            Fold(entry, ContactKind.Impression);
        }
    }

    private void Fold(in ContactEntry entry, ContactKind kind, int count = 1)
    {
        var day = new ContactDayCount((int)Math.Floor(entry.Time / (double)DayMilliseconds), entry.Treatment, entry.Channel, kind, count);
        var at = _days.Count;
        while (at > 0 && _days[at - 1].Day > day.Day)
        {
            at--;
        }

        for (var same = at - 1; same >= 0 && _days[same].Day == day.Day; same--)
        {
            if (_days[same] with { Count = count } == day)
            {
                _days[same] = day with { Count = _days[same].Count + count };
                return;
            }
        }

        _days.Insert(at, day);
    }
}
