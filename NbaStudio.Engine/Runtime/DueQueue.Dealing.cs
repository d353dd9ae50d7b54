namespace NbaStudio.Engine.Runtime;

/// <content>How slots are dealt out to lower levels, at once or ahead of time.</content>
public sealed partial class DueQueue
{
    /// <summary>Customers moved in one step of <see cref="Prepare"/>: well under a millisecond.</summary>
    private const int Step = 512;

    /// <summary>Slots from this level on, 4 s wide and more, are dealt out ahead of their time.</summary>
    private const int PreparedLevel = 2;

    private const long Lead = 2_000;

    /// <summary>The slot that is being dealt out; never an empty one.</summary>
    private int _dealing = None;

    /// <summary>
    /// Nobody is due before this time, and it is the time to call <see cref="Prepare"/> and <see cref="TryTake"/> again; <see cref="long.MaxValue"/> when nobody waits.
    /// Found in constant time; exact for what is ready or in a slot of one millisecond.
    /// </summary>
    public long NextLook
    {
        get
        {
            var ready = _ready.Count > 0 ? _all[_ready.First].Due : long.MaxValue;
            return Math.Min(ready, IsDealing ? _cursor - Lead : FirstSlot(out var start, out var slot) ? start - LeadOf(slot) : long.MaxValue);
        }
    }

    private bool IsDealing => _dealing != None;

    /// <summary>Deals a little of a large slot whose time comes soon, so that no single step takes long however many wait in it.</summary>
    /// <returns>Whether there is more to do now.</returns>
    public bool Prepare(long now)
    {
        if (!IsDealing)
        {
            if (!FirstSlot(out var start, out var slot) || LeadOf(slot) == 0 || start - Lead > now)
            {
                return false;
            }

            BeginDealing(start, slot);
        }

        Deal(Step);
        return IsDealing || (FirstSlot(out var next, out var nextSlot) && LeadOf(nextSlot) > 0 && next - Lead <= now);
    }

    private static long LeadOf(int slot) => slot / Slots >= PreparedLevel ? Lead : 0;

    /// <summary>Moves the cursor to the start of the first slot. What is there stays linked there until it is dealt; nothing new can come there, because it shares the cursor's digit.</summary>
    private void BeginDealing(long start, int slot) => (_cursor, _dealing) = (start, slot);

    private void FinishDealing()
    {
        if (IsDealing)
        {
            Deal(int.MaxValue);
        }
    }

    private void Deal(int most)
    {
        // Taking the last one out of the slot ends it.
        for (var i = 0; i < most && IsDealing; i++)
        {
            var node = _first[_dealing];
            Unlink(node);
            Link(node);
        }
    }
}
