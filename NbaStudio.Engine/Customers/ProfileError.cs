namespace NbaStudio.Engine.Customers;

/// <summary>Why a value cannot go into a profile.</summary>
/// <param name="Code">Stable name for programs, such as attribute.type.</param>
/// <param name="Field">Name of the attribute (cut when very long).</param>
/// <param name="Value">The value as text (cut when very long).</param>
/// <param name="Allowed">What is allowed.</param>
/// <param name="Message">A plain sentence that says all three.</param>
public sealed record ProfileError(string Code, string Field, string Value, string Allowed, string Message);
