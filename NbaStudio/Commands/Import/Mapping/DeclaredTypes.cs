using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;
using ValueKind = NbaStudio.Engine.Conditions.ValueKind;

namespace NbaStudio.Commands.Import.Mapping;

/// <summary>What the hub's policy says about attributes and event properties.</summary>
internal sealed class DeclaredTypes
{
    private readonly Dictionary<string, (string Name, ValueKind Kind)> _attributes = [];
    private readonly Dictionary<string, Dictionary<string, (string Name, ValueKind Kind)>> _events = new(StringComparer.OrdinalIgnoreCase);

    public DeclaredTypes(PolicyDocument policy)
    {
        foreach (var attribute in policy.Attributes)
        {
            _attributes[ImportField.Plain(attribute.Name)] = (attribute.Name, KindOf(attribute.Type));
        }

        foreach (var type in policy.Events)
        {
            _events[type.Type] = type.Properties.ToDictionary(property => ImportField.Plain(property.Name), property => (property.Name, KindOf(property.Type)));
        }
    }

    /// <summary>Nothing is declared.</summary>
    public static DeclaredTypes None { get; } = new(new PolicyDocument());

    /// <summary>Names of the declared attributes, or of all declared properties.</summary>
    public IEnumerable<string> Names(ImportKind kind) => kind switch
    {
        ImportKind.Customers => _attributes.Values.Select(attribute => attribute.Name),
        ImportKind.Events => _events.Values.SelectMany(type => type.Values).Select(property => property.Name).Distinct(),
        _ => [],
    };

    /// <summary>The declared name and type for a column's name; the name as it is and Missing where nobody declared it.</summary>
    /// <param name="eventType">Type of the event; null for customers.</param>
    public (string Name, ValueKind Kind) Find(string? eventType, string name)
    {
        var declared = eventType is null ? _attributes : _events.GetValueOrDefault(eventType);
        return declared is not null && declared.TryGetValue(ImportField.Plain(name), out var found) ? found : (name, ValueKind.Missing);
    }

    private static ValueKind KindOf(string type) => AttributeTypes.TryParse(type, out var kind) ? kind : ValueKind.Missing;
}
