using System.Numerics;

namespace NbaStudio.Engine.Runtime;

/// <summary>
/// When each customer of a lane group wants to be woken, earliest first; ties by key. One due time a customer. Owned by one thread.
/// A hierarchical timing wheel (Varghese and Lauck 1987): setting, replacing and cancelling a time that lies ahead cost the same however many wait, and
/// allocate nothing once the arrays have grown.
/// </summary>
/// <remarks>
/// Level n has 64 slots of 64^n ms. A customer waits on the level of the highest base-64 digit in which its time differs from the cursor's, in the slot of that
/// digit, so that a slot of level 0 holds one millisecond. The cursor only moves to the start of the first occupied slot: that slot is dealt out to lower
/// levels, all of which are empty then, and what is due at the cursor itself becomes ready, in order of time and key. Times at or before the cursor (late ones,
/// or after the clock went back) are ready at once. So the order is exact whatever the clock does; only what is ready costs the logarithm of its number.
/// Large slots are dealt out ahead of their time in small steps, see <see cref="Prepare"/>.
/// </remarks>
public sealed partial class DueQueue
{
    private const int DigitBits = 6;
    private const int Slots = 1 << DigitBits;
    private const int Levels = 11;
    private const int None = -1;
    private const int Ready = -2;

    private readonly Dictionary<long, int> _nodes = [];
    private readonly ulong[] _occupied = new ulong[Levels];
    private readonly int[] _first = new int[Levels * Slots];
    private readonly ReadyHeap _ready;
    private Node[] _all = new Node[64];
    private int _used;
    private int _free = None;
    private long _cursor;

    /// <summary>Nobody waits.</summary>
    /// <param name="now">Where the clock stands, milliseconds since 1970 UTC: what lies ahead of it is cheapest. At least 0.</param>
    public DueQueue(long now = 0)
    {
        _cursor = Math.Max(0, now);
        _ready = new ReadyHeap(this);
        Array.Fill(_first, None);
    }

    /// <summary>How many customers wait.</summary>
    public int Count => _nodes.Count;

    /// <summary>The earliest due time, milliseconds since 1970 UTC; <see cref="long.MaxValue"/> when nobody waits. Looks through the first slot: for people and tests.</summary>
    public long Earliest
    {
        get
        {
            FinishDealing();
            if (_ready.Count > 0)
            {
                return _all[_ready.First].Due;
            }

            var earliest = long.MaxValue;
            for (var node = FirstSlot(out _, out var slot) ? _first[slot] : None; node != None; node = _all[node].Next)
            {
                earliest = Math.Min(earliest, _all[node].Due);
            }

            return earliest;
        }
    }

    /// <summary>When the customer is due; <see cref="long.MaxValue"/> for never.</summary>
    public long DueOf(long customer) => _nodes.TryGetValue(customer, out var node) ? _all[node].Due : long.MaxValue;

    /// <summary>Replaces the customer's due time; <see cref="long.MaxValue"/> removes it.</summary>
    public void Set(long customer, long due)
    {
        if (_nodes.TryGetValue(customer, out var node))
        {
            if (_all[node].Due == due)
            {
                return;
            }

            Unlink(node);
            if (due == long.MaxValue)
            {
                Forget(node);
                return;
            }
        }
        else if (due == long.MaxValue)
        {
            return;
        }
        else
        {
            node = NewNode();
            _all[node].Customer = customer;
            _nodes.Add(customer, node);
        }

        _all[node].Due = due;
        Link(node);
    }

    /// <summary>Takes the earliest customer who is due at the instant; false when nobody is.</summary>
    public bool TryTake(long now, out long customer, out long due)
    {
        if (_cursor <= now)
        {
            FinishDealing();
        }

        while (_ready.Count == 0 && !IsDealing && FirstSlot(out var start, out var slot) && start <= now)
        {
            BeginDealing(start, slot);
            FinishDealing();
        }

        if (_ready.Count == 0 || _all[_ready.First].Due > now)
        {
            (customer, due) = (0, 0);
            return false;
        }

        var node = _ready.First;
        (customer, due) = (_all[node].Customer, _all[node].Due);
        Unlink(node);
        Forget(node);
        return true;
    }

    /// <summary>Adds how many customers are due in each span to the counts. Looks at everybody.</summary>
    /// <param name="ends">Ends of the spans, ascending and exclusive, milliseconds since 1970 UTC; each span begins where the one before ends, the first at the beginning of time.</param>
    /// <param name="counts">One count a span, and one more for everybody due later.</param>
    public void CountDue(ReadOnlySpan<long> ends, Span<int> counts)
    {
        for (var node = 0; node < _used; node++)
        {
            if (_all[node].Where != None)
            {
                var found = ends.BinarySearch(_all[node].Due);
                counts[found >= 0 ? found + 1 : ~found]++;
            }
        }
    }

    /// <summary>Forgets everybody.</summary>
    /// <param name="now">Where the clock stands, milliseconds since 1970 UTC.</param>
    public void Clear(long now = 0)
    {
        _nodes.Clear();
        _ready.Clear();
        Array.Clear(_occupied);
        Array.Fill(_first, None);
        (_used, _free, _cursor, _dealing) = (0, None, Math.Max(0, now), None);
    }

    /// <summary>The first slot of the wheel that holds anybody: all of it lies before everything in any other slot.</summary>
    private bool FirstSlot(out long start, out int slot)
    {
        for (var level = 0; level < Levels; level++)
        {
            if (_occupied[level] != 0)
            {
                var digit = BitOperations.TrailingZeroCount(_occupied[level]);
                var above = (level + 1) * DigitBits;
                start = (above < 64 ? _cursor >> above << above : 0) | ((long)digit << (level * DigitBits));
                slot = (level * Slots) + digit;
                return true;
            }
        }

        (start, slot) = (0, None);
        return false;
    }

    private void Link(int node)
    {
        ref var added = ref _all[node];
        if (added.Due <= _cursor)
        {
            added.Where = Ready;
            _ready.Add(node);
            return;
        }

        var level = (63 - BitOperations.LeadingZeroCount((ulong)(added.Due ^ _cursor))) / DigitBits;
        var digit = (int)(added.Due >> (level * DigitBits)) & (Slots - 1);
        var slot = (level * Slots) + digit;
        (added.Where, added.Next, added.Previous) = (slot, _first[slot], None);
        if (added.Next != None)
        {
            _all[added.Next].Previous = node;
        }

        _first[slot] = node;
        _occupied[level] |= 1UL << digit;
    }

    private void Unlink(int node)
    {
        ref var gone = ref _all[node];
        if (gone.Where == Ready)
        {
            _ready.Remove(node);
            return;
        }

        if (gone.Next != None)
        {
            _all[gone.Next].Previous = gone.Previous;
        }

        if (gone.Previous != None)
        {
            _all[gone.Previous].Next = gone.Next;
        }
        else
        {
            _first[gone.Where] = gone.Next;
            if (gone.Next == None)
            {
                _occupied[gone.Where / Slots] &= ~(1UL << (gone.Where % Slots));
                _dealing = gone.Where == _dealing ? None : _dealing;
            }
        }
    }

    private int NewNode()
    {
        if (_free != None)
        {
            var node = _free;
            _free = _all[node].Next;
            return node;
        }

        if (_used == _all.Length)
        {
            Array.Resize(ref _all, _used * 2);
        }

        return _used++;
    }

    private void Forget(int node)
    {
        _nodes.Remove(_all[node].Customer);
        (_all[node].Where, _all[node].Next) = (None, _free);
        _free = node;
    }

    /// <summary>One customer. In the wheel: neighbours in the slot. Ready: Previous is the place in the heap. Free: Where is -1 and Next the next free one.</summary>
    private struct Node
    {
        public long Customer;
        public long Due;
        public int Next;
        public int Previous;
        public int Where;
    }
}
