using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Detection;

/// <summary>Properties held in a dictionary.</summary>
public sealed class DictionaryPropertyReader(IReadOnlyDictionary<string, Value> properties) : IPropertyReader
{
    public Value Read(string property) => properties.TryGetValue(property, out var value) ? value : Value.Missing;
}
