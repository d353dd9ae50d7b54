namespace NbaStudio.Live.Simulations;

/// <summary>Lists of a policy's items, changed: what stays is the same object, which was checked and compiled before and is known again by that.</summary>
internal static class ItemList
{
    /// <returns>The list itself where nothing is changed.</returns>
    /// <param name="change">Gives the item itself where it stays.</param>
    public static IReadOnlyList<T> Each<T>(IReadOnlyList<T> items, Func<T, T> change)
        where T : class
    {
        List<T>? changed = null;
        for (var i = 0; i < items.Count; i++)
        {
            var item = change(items[i]);
            if (changed is null && !ReferenceEquals(item, items[i]))
            {
                changed = [.. items.Take(i)];
            }

            changed?.Add(item);
        }

        return changed ?? items;
    }
}
