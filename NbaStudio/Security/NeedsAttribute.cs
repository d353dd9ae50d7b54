namespace NbaStudio.Security;

/// <summary>The scope that a method of a service demands of its caller. Tests call every such method as every role.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsAttribute(string scope) : Attribute
{
    public string Scope { get; } = scope;
}
