using System.Diagnostics.CodeAnalysis;

namespace NbaStudio.Api.Policies;

/// <summary>Keeps the values asked for last; thread safe. For what never changes under its key: nothing is ever out of date in it, only gone.</summary>
internal sealed class Recent<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = [];
    private readonly Lock _lock = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out var node))
            {
                value = null;
                return false;
            }

            _order.Remove(node);
            _order.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Put(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_byKey.Remove(key, out var known))
            {
                _order.Remove(known);
            }
            else if (_order.Count == capacity)
            {
                _byKey.Remove(_order.Last!.Value.Key);
                _order.RemoveLast();
            }

            _byKey[key] = _order.AddFirst((key, value));
        }
    }
}
