namespace NbaStudio.Live.Editing;

/// <summary>Columns of one of the two tables: actions, or the contents of their treatments. Immutable.</summary>
internal sealed class ActionColumns
{
    private const string Name = "name:";

    private static readonly string[] ContentFields = ["subject", "body", "image", "imageAlt", "link", "button"];

    private ActionColumns(string kind, string parentKind, IReadOnlyList<string> all) => (Kind, ParentKind, All) = (kind, parentKind, all);

    /// <summary>What a row is: action or treatment.</summary>
    public string Kind { get; }

    /// <summary>What it hangs under, which is the name of its first column: group or action.</summary>
    public string ParentKind { get; }

    /// <summary>Every column in its order.</summary>
    public IReadOnlyList<string> All { get; }

    public static ActionColumns Actions(IReadOnlyList<string> languages) =>
        new("action", "group", ["group", "id", .. languages.Select(l => Name + l), "class", "purpose", "value", "maximumValue", "lever", "validFrom", "validTo", "state"]);

    public static ActionColumns Contents(IReadOnlyList<string> languages) =>
        new("treatment", "action", ["action", "id", "channel", "placements", "validFrom", "validTo", "state", .. languages.SelectMany(l => ContentFields.Select(f => $"{f}:{l}"))]);

    /// <summary>Which of the two a header is of: that of contents where it has a column that only they have.</summary>
    public static ActionColumns Of(IEnumerable<string> header, IReadOnlyList<string> languages)
    {
        var (actions, contents) = (Actions(languages), Contents(languages));
        return header.Any(c => contents.All.Contains(c) && !actions.All.Contains(c)) ? contents : actions;
    }

    /// <summary>Whether a column holds what people write for customers, to the last space.</summary>
    public static bool IsContent(string column) => column.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && ContentFields.Contains(column[..colon]);

    /// <summary>The way into the item that a column stands for.</summary>
    public string FieldOf(string column) =>
        column == ParentKind ? "parent"
        : column.StartsWith(Name, StringComparison.Ordinal) ? "label/" + column[Name.Length..]
        : IsContent(column) ? $"content/{column[(column.IndexOf(':', StringComparison.Ordinal) + 1)..]}/{column[..column.IndexOf(':', StringComparison.Ordinal)]}"
        : column;

    /// <summary>The column that a way into the item stands in; the field's own name where there is none.</summary>
    public string ColumnOf(string field) => All.FirstOrDefault(c => FieldOf(c) == field)
        ?? All.FirstOrDefault(c => field.StartsWith(FieldOf(c) + "/", StringComparison.Ordinal)) ?? (field is "paused" or "archived" ? "state" : field);
}
