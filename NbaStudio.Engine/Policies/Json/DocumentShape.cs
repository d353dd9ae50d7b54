using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;

namespace NbaStudio.Engine.Policies.Json;

/// <summary>How a document record is written in JSON: its fields in declared order, their types and defaults. Made once per type by reflection; immutable.</summary>
internal sealed class DocumentShape
{
    private static readonly ConcurrentDictionary<Type, DocumentShape> Shapes = new();
    private static readonly string[] IdentityNames = ["id", "name", "type", "attribute"];

    private DocumentShape(Type type)
    {
        Type = type;
        Defaults = Activator.CreateInstance(type)!;
        Fields = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).OrderBy(p => p.MetadataToken).Select(p => new DocumentField(p, Defaults))];
        ByName = Fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
        Identity = IdentityNames.Select(n => ByName.GetValueOrDefault(n)).FirstOrDefault(f => f is not null);
        var hasKey = ByName.ContainsKey("key");
        Identity = hasKey || type == typeof(PlacementDocument) || type == typeof(EventPropertyDocument) || type == typeof(TextLabelDocument) || type == typeof(FairnessDocument) ? Identity : null;
    }

    public Type Type { get; }

    public object Defaults { get; }

    public IReadOnlyList<DocumentField> Fields { get; }

    public IReadOnlyDictionary<string, DocumentField> ByName { get; }

    /// <summary>The field that names an item in paths; null for items without a name.</summary>
    public DocumentField? Identity { get; }

    public static DocumentShape Of(Type type) => Shapes.GetOrAdd(type, t => new DocumentShape(t));

    public object Create() => Activator.CreateInstance(Type)!;

    /// <summary>Another document with the same members.</summary>
    public object Copy(object document)
    {
        var copy = Create();
        foreach (var field in Fields)
        {
            field.Property.SetValue(copy, field.Property.GetValue(document));
        }

        return copy;
    }
}

/// <summary>What a field of a document holds.</summary>
internal enum FieldKind : byte { Text, Integer, Number, Decimal, Boolean, Time, TextList, TextMap, Object, ObjectList, ObjectMap }

/// <summary>One field of a document.</summary>
internal sealed class DocumentField
{
    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly HashSet<string> ValueExpressions = ["ActionDocument.value", "ActionDocument.leverExpression", "BudgetDocument.amount", "HeadDocument.value", "GoalDocument.progress"];

    public DocumentField(PropertyInfo property, object defaults)
    {
        Property = property;
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Default = property.GetValue(defaults);
        var type = property.PropertyType;
        var underlying = Nullable.GetUnderlyingType(type);
        bool referenceNullable;
        lock (Nullability)
        {
            referenceNullable = Nullability.Create(property).WriteState == NullabilityState.Nullable;
        }

        IsNullable = underlying is not null || (!type.IsValueType && referenceNullable);
        (Kind, ItemType) = KindOf(underlying ?? type);
        FullName = property.DeclaringType!.Name + "." + Name;
        AcceptsNumber = ValueExpressions.Contains(FullName);
    }

    public PropertyInfo Property { get; }

    /// <summary>Name in JSON.</summary>
    public string Name { get; }

    /// <summary>Document and field, such as ActionDocument.lever.</summary>
    public string FullName { get; }

    public FieldKind Kind { get; }

    /// <summary>Type of the object, or of the members of a list or map of objects.</summary>
    public Type ItemType { get; }

    public object? Default { get; }

    public bool IsNullable { get; }

    /// <summary>Whether an expression may be written as a JSON number.</summary>
    public bool AcceptsNumber { get; }

    private static (FieldKind, Type) KindOf(Type type)
    {
        if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments();
            var isMap = type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);
            var member = arguments[^1];
            return member == typeof(string) ? (isMap ? FieldKind.TextMap : FieldKind.TextList, member) : (isMap ? FieldKind.ObjectMap : FieldKind.ObjectList, member);
        }

        return type switch
        {
            _ when type == typeof(string) => (FieldKind.Text, type),
            _ when type == typeof(int) => (FieldKind.Integer, type),
            _ when type == typeof(double) => (FieldKind.Number, type),
            _ when type == typeof(decimal) => (FieldKind.Decimal, type),
            _ when type == typeof(bool) => (FieldKind.Boolean, type),
            _ when type == typeof(DateTimeOffset) => (FieldKind.Time, type),
            _ => (FieldKind.Object, type),
        };
    }
}
