namespace NbaStudio.Hosting.Http;

/// <summary>Says what JSON a type with a converter of its own takes, for messages.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class AllowedJsonAttribute(string text) : Attribute
{
    public string Text => text;
}
