namespace NbaStudio.Engine.Conditions;

/// <summary>Reads the properties of one event. A struct may implement it: filters take it as a type parameter, so it is not boxed.</summary>
public interface IPropertyReader
{
    /// <summary>The property's value; missing where the event does not have it.</summary>
    Value Read(string property);
}
