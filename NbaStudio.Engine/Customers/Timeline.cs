namespace NbaStudio.Engine.Customers;

/// <summary>The newest things that happened to a customer, for people to read; nothing is decided from it. Not thread safe.</summary>
public sealed class Timeline
{
    /// <summary>Most lines kept.</summary>
    public const int Capacity = 50;

    /// <summary>Most characters of a line's text.</summary>
    public const int MaximumText = 80;

    private readonly Queue<TimelineItem> _items = new();

    /// <summary>In the order of arrival, oldest first.</summary>
    public IReadOnlyCollection<TimelineItem> Items => _items;

    public void Add(in TimelineItem item)
    {
        if (_items.Count == Capacity)
        {
            _items.Dequeue();
        }

        _items.Enqueue(item with { Type = Cut(item.Type), Text = Cut(item.Text) });
    }

    internal void Merge(Timeline other, long decisionOffset)
    {
        TimelineItem[] both = [.. _items, .. other._items.Select(i => i with { Decision = i.Decision == 0 ? 0 : i.Decision + decisionOffset })];
        _items.Clear();
        foreach (var item in both.OrderBy(i => i.Time).TakeLast(Capacity))
        {
            _items.Enqueue(item);
        }
    }

    // A cut never leaves half of a surrogate pair.
    private static string Cut(string text) => text.Length <= MaximumText ? text
        : text[..(char.IsHighSurrogate(text[MaximumText - 2]) ? MaximumText - 2 : MaximumText - 1)] + "…";
}
