using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Schedules;

/// <summary>Up to which instant each schedule was served, so that a start after a pause knows what was missed. Not thread safe.</summary>
internal sealed class SchedulePlan
{
    public const string BlobName = "schedule.plan";
    private const byte Version = 1;

    // A schedule that was not asked about for years does not list each missed day.
    private const int MostOccurrences = 2_000;
    private readonly SortedDictionary<int, (string Text, long From)> _entries = [];

    /// <summary>Whether it differs from what is stored.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Takes new schedules, and changed ones, from now on; forgets those that are gone.</summary>
    public void Follow(IReadOnlyList<TriggerSnapshot> triggers, long now)
    {
        foreach (var trigger in triggers)
        {
            var text = trigger.Schedule!.Times.Text;

            // The same when the hub's clock went back: what lies ahead again comes again, as a run that is known.
            if (!_entries.TryGetValue(trigger.Key, out var entry) || entry.Text != text || entry.From > now)
            {
                (_entries[trigger.Key], HasChanged) = ((text, now), true);
            }
        }

        foreach (var gone in _entries.Keys.Except(triggers.Select(t => t.Key)).ToList())
        {
            HasChanged |= _entries.Remove(gone);
        }
    }

    /// <summary>The schedule's times after what was served and up to now, by time, each with its zones; they count as served from here on.</summary>
    public IReadOnlyList<(long Due, IReadOnlyList<string> Zones)> TakeDue(TriggerSnapshot trigger, IReadOnlyList<TimeZoneInfo> zones, long now)
    {
        var (text, from) = _entries[trigger.Key];
        var due = new SortedDictionary<long, List<string>>();
        foreach (var zone in zones)
        {
            var time = from;
            for (var n = 0; n < MostOccurrences && (time = trigger.Schedule!.Times.Next(time, zone)) <= now; n++)
            {
                (due.TryGetValue(time, out var known) ? known : due[time] = []).Add(zone.Id);
            }
        }

        if (due.Count > 0)
        {
            (_entries[trigger.Key], HasChanged) = ((text, due.Keys.Last()), true);
        }

        return [.. due.Select(d => (d.Key, (IReadOnlyList<string>)d.Value))];
    }

    public BlobRow ToBlob()
    {
        var writer = new ByteWriter(256);
        writer.Byte(Version);
        writer.Unsigned((ulong)_entries.Count);
        foreach (var (key, (text, from)) in _entries)
        {
            writer.Unsigned((ulong)key);
            writer.Text(text);
            writer.Signed(from);
        }

        HasChanged = false;
        return new BlobRow(BlobName, writer.ToArray());
    }

    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public static SchedulePlan Read(ReadOnlySpan<byte> bytes)
    {
        var plan = new SchedulePlan();
        var reader = new ByteReader(bytes);
        if (reader.Byte() is var version and not Version)
        {
            throw new InvalidDataException($"Version {version} of the plan of schedules is not known; this program reads version {Version}.");
        }

        for (var n = reader.Count(); n > 0; n--)
        {
            var key = (int)reader.Unsigned();
            plan._entries[key] = (reader.Text(), reader.Signed());
        }

        return plan;
    }
}
