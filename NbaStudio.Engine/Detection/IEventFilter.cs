using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection;

/// <summary>A compiled condition over the properties of one event. Used by one thread at a time unless the implementation says more.</summary>
public interface IEventFilter
{
    /// <summary>The event counts only when this is True.</summary>
    Ternary Test(IPropertyReader properties);
}
