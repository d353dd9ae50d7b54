using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection;

/// <summary>The properties of the event that is being looked at.</summary>
public interface IPropertyReader
{
    /// <summary>The property's value, or missing. "type" gives the event's type.</summary>
    Value Read(string property);
}
