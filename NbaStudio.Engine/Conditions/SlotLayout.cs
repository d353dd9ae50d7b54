namespace NbaStudio.Engine.Conditions;

/// <summary>Gives each distinct input a dense index while a policy is compiled. Not thread safe; frozen by <see cref="ToLayout"/>.</summary>
public sealed class SlotLayoutBuilder
{
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<SlotDefinition> _slots = [];

    /// <summary>The index of the slot, a new one the first time its name is seen.</summary>
    public int Add(SlotDefinition slot)
    {
        if (!_indexes.TryGetValue(slot.Name, out var index))
        {
            index = _slots.Count;
            _indexes.Add(slot.Name, index);
            _slots.Add(slot);
        }

        return index;
    }

    public SlotLayout ToLayout() => new([.. _slots]);
}

/// <summary>The inputs of one revision (or of one event filter), in slot order. Immutable.</summary>
public sealed class SlotLayout
{
    private readonly Dictionary<string, int> _indexes;

    public SlotLayout(IReadOnlyList<SlotDefinition> slots)
    {
        Slots = slots;
        _indexes = slots.Select((s, i) => (s.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
    }

    public IReadOnlyList<SlotDefinition> Slots { get; }

    public int Count => Slots.Count;

    /// <summary>The index of a slot by its canonical name, or -1.</summary>
    public int IndexOf(string name) => _indexes.GetValueOrDefault(name, -1);
}
