using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Customers;

/// <summary>The written names of attribute types.</summary>
public static class AttributeTypes
{
    /// <summary>All names, for messages.</summary>
    public const string Names = "number, money, text, boolean, datetime, textset";

    /// <summary>Reads a name exactly as policies write it.</summary>
    public static bool TryParse(string? name, out ValueKind kind)
    {
        kind = name switch
        {
            "number" => ValueKind.Number,
            "money" => ValueKind.Money,
            "text" => ValueKind.Text,
            "boolean" => ValueKind.Boolean,
            "datetime" => ValueKind.DateTime,
            "textset" => ValueKind.TextSet,
            _ => ValueKind.Missing,
        };
        return kind != ValueKind.Missing;
    }

    /// <summary>What values of a type look like, for messages.</summary>
    public static string Allowed(ValueKind kind) => kind switch
    {
        ValueKind.Number => "a finite number",
        ValueKind.Money => "an amount between -1e15 and 1e15",
        ValueKind.Text => "a text",
        ValueKind.Boolean => "true or false",
        ValueKind.DateTime => "a date or time such as 2026-01-31 or 2026-01-31T09:30:00Z",
        _ => "a list of texts",
    };
}
