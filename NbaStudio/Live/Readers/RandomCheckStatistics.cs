using System.Runtime.InteropServices;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Responses to what was drawn evenly and to what the models served, by channel and the hour in which the response window ended. Rebuilt from the journal at start, kept current by what happens. Thread safe.</summary>
/// <remarks>
/// An hour counts once it is over: only then every window that ended in it has told its silence. Counting successes at once and silence later would flatter the newest days.
/// </remarks>
public sealed class RandomCheckStatistics(TimeProvider time) : IHubObserver
{
    /// <summary>Days that are kept.</summary>
    public const int MostDays = 90;

    private const long HourMilliseconds = 3_600_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Channel, ChoiceDraw Draw, long Hour), ArmCount> _hours = [];
    private long _newest = long.MinValue;

    /// <summary>Counts responses from the journal, up to the entry that stood last when the hub started.</summary>
    public void Fill(IHubReader store, long lastSequence, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var from = 1L;
        while (from <= lastSequence && store.ReadJournal(from, 1_000) is { Count: > 0 } page)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var row in page)
            {
                if (row is { Kind: JournalKind.Model, Payload: not null } && row.Sequence <= lastSequence)
                {
                    var response = JournalPayloads.ReadResponse(row.Payload);
                    Count(response.Arm, response.IsPositive, response.IsCorrection);
                }
            }

            from = page[^1].Sequence + 1;
        }
    }

    public void OnResponse(ResponseNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        Count(notice.Arm, notice.IsPositive, notice.IsCorrection);
    }

    /// <summary>What the treatments of one channel came to whose windows ended in the last days.</summary>
    /// <param name="days">1 to <see cref="MostDays"/>.</param>
    public (ArmCount Served, ArmCount Even) Of(int channelKey, int days)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() / HourMilliseconds;
        var (served, even) = (default(ArmCount), default(ArmCount));
        lock (_gate)
        {
            foreach (var (key, count) in _hours)
            {
                if (key.Channel == channelKey && key.Hour < now && key.Hour >= now - (24L * days))
                {
                    (served, even) = key.Draw == ChoiceDraw.Even ? (served, even + count) : (served + count, even);
                }
            }
        }

        return (served, even);
    }

    private void Count(in ResponseArm arm, bool positive, bool correction)
    {
        if (arm.Draw == ChoiceDraw.None)
        {
            return;
        }

        var hour = arm.WindowEnd / HourMilliseconds;
        lock (_gate)
        {
            if (hour > _newest)
            {
                _newest = hour;
                Forget(time.GetUtcNow().ToUnixTimeMilliseconds() / HourMilliseconds);
            }

            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_hours, (arm.Channel, arm.Draw, hour), out _);
            var value = positive ? arm.Value : 0;
            count += new ArmCount(correction ? 0 : 1, positive ? 1 : 0, value);
        }
    }

    private void Forget(long now)
    {
        foreach (var key in _hours.Keys.Where(k => k.Hour < now - (24L * MostDays)).ToArray())
        {
            _hours.Remove(key);
        }
    }
}
