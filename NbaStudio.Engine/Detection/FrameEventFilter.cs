using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection;

/// <summary>A where with a frame of its own, for one thread: the shape that aggregates take. Testing allocates nothing.</summary>
public sealed class FrameEventFilter(WhereFilter filter) : IEventFilter
{
    private readonly EvaluationFrame _frame = filter.CreateFrame();

    public Ternary Test(IPropertyReader properties) => filter.Test(properties, _frame);
}
