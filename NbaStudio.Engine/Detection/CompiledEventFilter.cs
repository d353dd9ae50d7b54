using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection;

/// <summary>A where of the condition language as an event filter. Thread safe: each thread matches in a frame of its own; allocates nothing after the first event.</summary>
public sealed class CompiledEventFilter(WhereFilter filter) : IEventFilter
{
    [ThreadStatic]
    private static EvaluationFrame? _frame;

    /// <inheritdoc/>
    public Ternary Test(IPropertyReader properties)
    {
        if (_frame is null || _frame.Slots.Length < filter.Layout.Count)
        {
            _frame = new EvaluationFrame(Math.Max(16, filter.Layout.Count));
        }

        return filter.Test(properties, _frame);
    }
}
