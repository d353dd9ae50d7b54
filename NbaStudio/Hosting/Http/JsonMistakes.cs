using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NbaStudio.Configuration;

namespace NbaStudio.Hosting.Http;

/// <summary>Compares a body that could not be read with the type it should have been, and names every difference.</summary>
internal static class JsonMistakes
{
    private const int MaximumErrors = 100;

    public static IReadOnlyList<FieldError> Explain(byte[] utf8, JsonTypeInfo expected, JsonException cause)
    {
        List<FieldError> errors = [];
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = HubJson.MaximumDepth, AllowDuplicateProperties = false });
            Walk(document.RootElement, expected, "", errors);
        }
        catch (JsonException malformed)
        {
            return [new FieldError(PathOf(cause), Malformed(malformed, utf8))];
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to \uD800 without its other half.
            return [new FieldError(PathOf(cause), "The text holds half of a surrogate pair.", "whole characters")];
        }

        return errors.Count > 0 ? errors : [new FieldError(PathOf(cause), "The value does not fit.")];
    }

    /// <summary>$.events[3].time becomes events[3].time.</summary>
    public static string PathOf(JsonException mistake) => (mistake.Path ?? "").TrimStart('$').TrimStart('.');

    private static string Malformed(JsonException mistake, byte[] utf8)
    {
        var place = mistake.LineNumber is { } line && mistake.BytePositionInLine is { } position ? $" at line {line + 1}, byte {position + 1}" : "";
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= HubJson.MaximumDepth)
                {
                    return $"The JSON is nested too deeply; allowed are {HubJson.MaximumDepth} levels.";
                }
            }
        }
        catch (JsonException)
        {
            return $"The body is not valid JSON{place}.";
        }

        return $"The JSON names a property twice in one object{place}.";
    }

    private static void Walk(JsonElement value, JsonTypeInfo expected, string path, List<FieldError> errors)
    {
        if (errors.Count >= MaximumErrors)
        {
            return;
        }

        switch (expected.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object:
                WalkObject(value, expected, path, errors);
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Walk(item, Info(expected.ElementType!), $"{path}[{index++}]", errors);
                }

                break;
            case JsonTypeInfoKind.Dictionary when value.ValueKind == JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Walk(member.Value, Info(expected.ElementType!), Join(path, member.Name), errors);
                }

                break;
            default:
                if (!Fits(value, expected.Type))
                {
                    errors.Add(new FieldError(path, $"{Shorten(value)} is not allowed here.", Allowed(expected)));
                }

                break;
        }
    }

    private static void WalkObject(JsonElement value, JsonTypeInfo expected, string path, List<FieldError> errors)
    {
        foreach (var member in value.EnumerateObject())
        {
            var property = expected.Properties.FirstOrDefault(p => p.Name == member.Name);
            if (property is null)
            {
                var names = expected.Properties.Select(p => p.Name).ToList();
                var hint = NearestName.Find(member.Name, names) is { } near ? $" Did you mean {near}?" : "";
                errors.Add(new FieldError(Join(path, member.Name), $"There is no field '{Cut(member.Name)}'.{hint}", string.Join(", ", names)));
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                Walk(member.Value, Info(property.PropertyType), Join(path, member.Name), errors);
            }
            else if (!property.IsSetNullable)
            {
                errors.Add(new FieldError(Join(path, member.Name), "null is not allowed here.", Allowed(Info(property.PropertyType))));
            }
        }

        foreach (var missing in expected.Properties.Where(p => p.IsRequired && !value.TryGetProperty(p.Name, out _)))
        {
            errors.Add(new FieldError(Join(path, missing.Name), $"The field '{missing.Name}' is missing.", Allowed(Info(missing.PropertyType))));
        }
    }

    private static bool Fits(JsonElement value, Type type)
    {
        try
        {
            return value.Deserialize(type, HubJson.Options) is not null || value.ValueKind == JsonValueKind.Null;
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Allowed(JsonTypeInfo expected) => (Nullable.GetUnderlyingType(expected.Type) ?? expected.Type) switch
    {
        var type when type == typeof(string) => "text",
        var type when type == typeof(bool) => "true or false",
        var type when type == typeof(double) || type == typeof(decimal) => "a finite number",
        var type when type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte) => "a whole number",
        var type when type == typeof(DateTimeOffset) => "an ISO 8601 time such as 2026-01-31T12:00:00Z",
        var type when type.GetCustomAttribute<AllowedJsonAttribute>() is { } allowed => allowed.Text,
        var type when type.IsEnum => string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)),
        _ => expected.Kind switch
        {
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
            JsonTypeInfoKind.Enumerable => "an array",
            _ => "another kind of value",
        },
    };

    private static JsonTypeInfo Info(Type type) => HubJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    private static string Join(string path, string name) => path.Length == 0 ? Cut(name) : $"{path}.{Cut(name)}";

    private static string Shorten(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "An object",
        JsonValueKind.Array => "An array",
        _ => Cut(value.GetRawText()),
    };

    private static string Cut(string text) => text.Length <= 80 ? text : $"{text[..80]}...";
}
