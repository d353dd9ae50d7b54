using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Checking;

/// <summary>How messages call the types.</summary>
internal static class KindNames
{
    public static string Of(ValueKind kind) => kind switch
    {
        ValueKind.Number => "a number",
        ValueKind.Money => "an amount of money",
        ValueKind.Text => "a text",
        ValueKind.Boolean => "true or false",
        ValueKind.DateTime => "a date",
        ValueKind.Duration => "a duration",
        ValueKind.TextSet => "a set of texts",
        _ => "a value",
    };

    public static bool IsNumeric(ValueKind kind) => kind is ValueKind.Number or ValueKind.Money or ValueKind.Any;

    /// <summary>Whether the type is not known while checking: undeclared, or a mistake that has been reported.</summary>
    public static bool IsOpen(ValueKind kind) => kind is ValueKind.Any or ValueKind.Missing;
}
