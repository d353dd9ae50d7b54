namespace NbaStudio.Engine.Policies.Items;

/// <summary>The member of a document that an item was taken from, and the text that it was written as. It is where the item comes from, not what it says: two items that say the same are equal.</summary>
internal readonly struct ItemSource(object document, string text) : IEquatable<ItemSource>
{
    /// <summary>The member, as long as the item still has the text of it; null once somebody wrote another.</summary>
    public object? Of(string json) => ReferenceEquals(json, text) ? document : null;

    public bool Equals(ItemSource other) => true;

    public override bool Equals(object? obj) => obj is ItemSource;

    public override int GetHashCode() => 0;
}
