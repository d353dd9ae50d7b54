namespace NbaStudio.Components.Access;

/// <summary>The scope that a page needs; pages that say nothing need read.</summary>
/// <param name="scope">One of <see cref="Security.Scopes"/>; empty = everybody who is signed in.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageScopeAttribute(string scope) : Attribute
{
    public string Scope { get; } = scope;
}
