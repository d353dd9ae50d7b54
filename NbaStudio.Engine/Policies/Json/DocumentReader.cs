using System.Collections;
using System.Globalization;
using System.Text.Json;
using NbaStudio.Engine.Conditions.Checking;

namespace NbaStudio.Engine.Policies.Json;

/// <summary>Reads JSON into documents, strictly: everything unexpected becomes an issue and reading goes on, so that all mistakes are seen at once.</summary>
internal sealed class DocumentReader(IssueList issues)
{
    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>Reads one document; fields that cannot be read keep their defaults.</summary>
    public object ReadObject(JsonElement element, Type type, string path)
    {
        var shape = DocumentShape.Of(type);
        var document = shape.Create();
        if (type == typeof(ScopeDocument) && element.ValueKind == JsonValueKind.String && TextOf(element, path) == "all")
        {
            return document;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            WrongType(path, "an object", element);
            return document;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            ReadField(property, shape, document, seen, path);
        }

        return document;
    }

    private void ReadField(JsonProperty property, DocumentShape shape, object document, HashSet<string> seen, string path)
    {
        if (!TryNameOf(property, path, out var name))
        {
            return;
        }

        var fieldPath = Paths.Join(path, name);
        if (!seen.Add(name))
        {
            issues.Error("json.duplicateField", fieldPath, null, name);
        }
        else if (shape.ByName.TryGetValue(name, out var field))
        {
            if (TryRead(property.Value, field, fieldPath, out var value))
            {
                field.Property.SetValue(document, value);
            }
        }
        else
        {
            issues.Error("json.unknownField", fieldPath, NearestName.Find(name, shape.ByName.Keys), name);
        }
    }

    private bool TryRead(JsonElement element, DocumentField field, string path, out object? value)
    {
        value = null;
        if (element.ValueKind == JsonValueKind.Null)
        {
            if (!field.IsNullable)
            {
                WrongType(path, Expected(field.Kind), element);
            }

            return field.IsNullable;
        }

        value = field.Kind switch
        {
            FieldKind.Text when field.AcceptsNumber && element.ValueKind == JsonValueKind.Number => element.GetRawText(),
            FieldKind.Text => TextOf(element, path),
            FieldKind.Integer => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var i) ? i : WrongType(path, "a whole number", element),
            FieldKind.Number => NumberOf(element, path),
            FieldKind.Decimal => element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var m) ? m : WrongType(path, "a number below 7.9e28", element),
            FieldKind.Boolean => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : WrongType(path, "true or false", element),
            FieldKind.Time => TimeOf(element, path),
            FieldKind.TextList => TextListOf(element, path),
            FieldKind.TextMap => MapOf(element, path, TextOf, new Dictionary<string, string>(StringComparer.Ordinal)),
            FieldKind.Object => ReadObject(element, field.ItemType, path),
            FieldKind.ObjectList => ListOf(element, field.ItemType, path),
            _ => MapOf(element, path, (e, p) => ReadObject(e, field.ItemType, p), (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), field.ItemType))!),
        };
        return value is not null;
    }

    private Array? ListOf(JsonElement element, Type itemType, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            WrongType(path, "a list", element);
            return null;
        }

        var items = Array.CreateInstance(itemType, element.GetArrayLength());
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            items.SetValue(ReadObject(item, itemType, Paths.Join(path, SegmentOf(item, itemType, index))), index);
            index++;
        }

        return items;
    }

    private string[]? TextListOf(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            WrongType(path, "a list of texts", element);
            return null;
        }

        return [.. element.EnumerateArray().Select((e, i) => TextOf(e, Paths.Join(path, i.ToString(CultureInfo.InvariantCulture)))).OfType<string>()];
    }

    private IDictionary? MapOf(JsonElement element, string path, Func<JsonElement, string, object?> read, IDictionary map)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            WrongType(path, "an object", element);
            return null;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!TryNameOf(property, path, out var name))
            {
                continue;
            }

            if (map.Contains(name))
            {
                issues.Error("json.duplicateField", Paths.Join(path, name), null, name);
            }
            else if (read(property.Value, Paths.Join(path, name)) is { } value)
            {
                map.Add(name, value);
            }
        }

        return map;
    }

    private string? TextOf(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            WrongType(path, "a text", element);
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            issues.Error("json.text", path, null);
            return null;
        }
    }

    private bool TryNameOf(JsonProperty property, string path, out string name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            issues.Error("json.text", path, null);
            return false;
        }
    }

    private object? NumberOf(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number) ? number : WrongType(path, "a number", element);

    private object? TimeOf(JsonElement element, string path)
    {
        var text = element.ValueKind == JsonValueKind.String ? TextOf(element, path) : null;
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return text is not null && DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, Styles, out var time)
            ? time
            : WrongType(path, "a time such as 2026-12-31T15:00:00Z", element);
    }

    private object? WrongType(string path, string expected, JsonElement found)
    {
        issues.Error("json.type", path, null, expected, Shown(found));
        return null;
    }

    private static string SegmentOf(JsonElement item, Type itemType, int index)
    {
        var position = index.ToString(CultureInfo.InvariantCulture);
        if (item.ValueKind != JsonValueKind.Object || DocumentShape.Of(itemType).Identity is not { } identity)
        {
            return position;
        }

        try
        {
            return item.TryGetProperty(identity.Name, out var name) && name.ValueKind == JsonValueKind.String ? Paths.Segment(name.GetString(), index) : position;
        }
        catch (InvalidOperationException)
        {
            return position; // half of a surrogate pair: reported where the field is read
        }
    }

    private static string Shown(JsonElement element)
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            _ => element.GetRawText(),
        };
        return text.Length > 60 ? text[..60] + "..." : text;
    }

    private static string Expected(FieldKind kind) => kind switch
    {
        FieldKind.Text => "a text",
        FieldKind.Integer => "a whole number",
        FieldKind.Number or FieldKind.Decimal => "a number",
        FieldKind.Boolean => "true or false",
        FieldKind.Time => "a time such as 2026-12-31T15:00:00Z",
        FieldKind.TextList or FieldKind.ObjectList => "a list",
        _ => "an object",
    };
}
