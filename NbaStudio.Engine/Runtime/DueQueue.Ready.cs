namespace NbaStudio.Engine.Runtime;

/// <content>What is ready.</content>
public sealed partial class DueQueue
{
    /// <summary>Those whose time the cursor has reached: a binary heap by time and key that knows where each one is.</summary>
    private sealed class ReadyHeap(DueQueue queue)
    {
        private int[] _heap = new int[16];

        public int Count { get; private set; }

        public int First => _heap[0];

        public void Clear() => Count = 0;

        public void Add(int node)
        {
            if (Count == _heap.Length)
            {
                Array.Resize(ref _heap, Count * 2);
            }

            Rise(Count++, node);
        }

        public void Remove(int node)
        {
            var place = queue._all[node].Previous;
            var last = _heap[--Count];
            if (place < Count)
            {
                if (place > 0 && Before(last, _heap[(place - 1) / 2]))
                {
                    Rise(place, last);
                }
                else
                {
                    Sink(place, last);
                }
            }
        }

        private void Rise(int place, int node)
        {
            while (place > 0 && Before(node, _heap[(place - 1) / 2]))
            {
                Put(place, _heap[(place - 1) / 2]);
                place = (place - 1) / 2;
            }

            Put(place, node);
        }

        private void Sink(int place, int node)
        {
            while ((2 * place) + 1 is var child && child < Count)
            {
                if (child + 1 < Count && Before(_heap[child + 1], _heap[child]))
                {
                    child++;
                }

                if (!Before(_heap[child], node))
                {
                    break;
                }

                Put(place, _heap[child]);
                place = child;
            }

            Put(place, node);
        }

        private void Put(int place, int node)
        {
            _heap[place] = node;
            queue._all[node].Previous = place;
        }

        private bool Before(int left, int right)
        {
            ref var a = ref queue._all[left];
            ref var b = ref queue._all[right];
            return a.Due < b.Due || (a.Due == b.Due && a.Customer < b.Customer);
        }
    }
}
