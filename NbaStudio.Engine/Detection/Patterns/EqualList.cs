using System.Collections;
using System.Runtime.CompilerServices;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Items in order. Immutable; equal when the items are equal.</summary>
[CollectionBuilder(typeof(EqualList), nameof(EqualList.Create))]
public sealed class EqualList<T> : IReadOnlyList<T>, IEquatable<EqualList<T>>
    where T : IEquatable<T>
{
    private readonly T[] _items;

    internal EqualList(T[] items) => _items = items;

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public bool Equals(EqualList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as EqualList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes lists.</summary>
public static class EqualList
{
    public static EqualList<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T> => new(items.ToArray());
}
