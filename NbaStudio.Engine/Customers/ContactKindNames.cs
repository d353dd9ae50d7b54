namespace NbaStudio.Engine.Customers;

/// <summary>The written names of contact kinds (sent, noResponse ...) and their sets.</summary>
public static class ContactKindNames
{
    private static readonly string[] Names = [.. Enum.GetNames<ContactKind>().Select(n => char.ToLowerInvariant(n[0]) + n[1..])];

    /// <summary>All names, in the order of the enumeration, for messages that say what is allowed.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The kind as a set of one.</summary>
    public static ContactKinds ToSet(this ContactKind kind) => (ContactKinds)(1 << (int)kind);

    /// <summary>The written name, such as noResponse.</summary>
    public static string ToName(this ContactKind kind) => Names[(int)kind];

    /// <summary>Reads a name; case and the separators _ and - are ignored (no_response = noResponse).</summary>
    public static bool TryParse(string? text, out ContactKind kind)
    {
        var plain = text?.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        for (var i = 0; i < Names.Length; i++)
        {
            if (string.Equals(Names[i], plain, StringComparison.OrdinalIgnoreCase))
            {
                kind = (ContactKind)i;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
