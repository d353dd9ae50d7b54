namespace NbaStudio.Engine.Storage;

/// <summary>Remembers how to take back each change of an in-memory commit. Used under the store's lock.</summary>
internal sealed class UndoLog
{
    private readonly Stack<Action> _undo = new();

    public void Set<TKey, TValue>(IDictionary<TKey, TValue> map, TKey key, TValue value)
        where TKey : notnull
    {
        Remember(map, key);
        map[key] = value;
    }

    public void Remove<TKey, TValue>(IDictionary<TKey, TValue> map, TKey key)
        where TKey : notnull
    {
        Remember(map, key);
        map.Remove(key);
    }

    public void Add(Action undo) => _undo.Push(undo);

    public void Rollback()
    {
        while (_undo.TryPop(out var undo))
        {
            undo();
        }
    }

    private void Remember<TKey, TValue>(IDictionary<TKey, TValue> map, TKey key)
        where TKey : notnull
    {
        if (map.TryGetValue(key, out var old))
        {
            _undo.Push(() => map[key] = old);
        }
        else
        {
            _undo.Push(() => map.Remove(key));
        }
    }
}
