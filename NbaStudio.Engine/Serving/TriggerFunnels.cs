using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace NbaStudio.Engine.Serving;

/// <summary>Counts per trigger what became durable: matched, in validity, decided, delivered, responded. From the start of the program on. Thread safe.</summary>
public sealed class TriggerFunnels
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The counts of a trigger; zeros where nothing happened yet.</summary>
    public TriggerCounts Of(string trigger) => _entries.TryGetValue(trigger, out var entry) ? entry.Read() : default;

    /// <summary>All triggers that something happened to.</summary>
    public IReadOnlyDictionary<string, TriggerCounts> All() => _entries.ToDictionary(e => e.Key, e => e.Value.Read(), StringComparer.Ordinal);

    /// <summary>The counts as measurements with the labels trigger and step, for a meter.</summary>
    public IEnumerable<Measurement<long>> Measure()
    {
        foreach (var (trigger, counts) in All().OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            foreach (var (step, count) in Steps(counts))
            {
                yield return new Measurement<long>(count, new KeyValuePair<string, object?>("trigger", trigger), new KeyValuePair<string, object?>("step", step));
            }
        }
    }

    internal void Add(string trigger, in TriggerCounts counts) => _entries.GetOrAdd(trigger, _ => new Entry()).Add(counts);

    private static (string Step, long Count)[] Steps(in TriggerCounts counts) =>
    [
        ("matched", counts.Matched), ("expired", counts.Expired), ("crowded", counts.Crowded), ("decided", counts.Decided), ("silent", counts.Silent), ("delivered", counts.Delivered),
        ("responded", counts.Responded), ("dropped", counts.Dropped), ("contradictions", counts.Contradictions), ("late", counts.Late),
    ];

    private sealed class Entry
    {
        private readonly Lock _gate = new();
        private TriggerCounts _sum;

        public TriggerCounts Read()
        {
            lock (_gate)
            {
                return _sum;
            }
        }

        public void Add(in TriggerCounts counts)
        {
            lock (_gate)
            {
                _sum.Matched += counts.Matched;
                _sum.Expired += counts.Expired;
                _sum.Crowded += counts.Crowded;
                _sum.Decided += counts.Decided;
                _sum.Silent += counts.Silent;
                _sum.Delivered += counts.Delivered;
                _sum.Responded += counts.Responded;
                _sum.Dropped += counts.Dropped;
                _sum.Contradictions += counts.Contradictions;
                _sum.Late += counts.Late;
            }
        }
    }
}
