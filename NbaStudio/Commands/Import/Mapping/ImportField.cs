namespace NbaStudio.Commands.Import.Mapping;

/// <summary>How the text of a field is read.</summary>
internal enum FieldForm
{
    Text,
    Time,
    Money,
    TextList,
    JsonOnly,
}

/// <summary>A field of an entry.</summary>
/// <param name="Aliases">Other names that columns often have.</param>
internal sealed record ImportField(string Name, FieldForm Form, bool Required, params string[] Aliases)
{
    public bool Is(string column)
    {
        var plain = Plain(column);
        return plain == Plain(Name) || Aliases.Any(alias => plain == Plain(alias));
    }

    /// <summary>A name without case, spaces, dashes and underscores.</summary>
    public static string Plain(string name) => string.Concat(name.Where(character => character is not (' ' or '_' or '-'))).ToLowerInvariant();
}
