using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace NbaStudio.Engine.Policies.Json;

/// <summary>Writes documents in the one canonical form: declared order, defaults left out, maps by key.</summary>
internal static class DocumentWriter
{
    public static void WriteObject(Utf8JsonWriter writer, object document, Func<DocumentField, bool>? skip = null)
    {
        writer.WriteStartObject();
        foreach (var field in DocumentShape.Of(document.GetType()).Fields)
        {
            var value = field.Property.GetValue(document);
            if (skip?.Invoke(field) != true && (field.FullName == "PolicyDocument.schemaVersion" || !IsDefault(value, field.Default)))
            {
                writer.WritePropertyName(field.Name);
                WriteValue(writer, value!, field);
            }
        }

        writer.WriteEndObject();
    }

    private static bool IsDefault(object? value, object? standard) => (value, standard) switch
    {
        (null, _) => true,
        (string a, string b) => a == b,
        (IEnumerable<string> a, IEnumerable<string> b) => a.SequenceEqual(b, StringComparer.Ordinal),
        (ICollection { Count: 0 }, ICollection { Count: 0 }) => true,
        (IEnumerable a, IEnumerable b) when value is not string => !a.GetEnumerator().MoveNext() && !b.GetEnumerator().MoveNext(),
        _ => value.Equals(standard),
    };

    private static void WriteValue(Utf8JsonWriter writer, object value, DocumentField field)
    {
        switch (field.Kind)
        {
            case FieldKind.Text:
                writer.WriteStringValue((string)value);
                break;
            case FieldKind.Integer:
                writer.WriteNumberValue((int)value);
                break;
            case FieldKind.Number:
                writer.WriteNumberValue((double)value);
                break;
            case FieldKind.Decimal:
                // Dividing by a long 1 takes off trailing zeros: 1.50 and 1.5 are the same amount and the same text.
                writer.WriteNumberValue((decimal)value / 1.0000000000000000000000000000m);
                break;
            case FieldKind.Boolean:
                writer.WriteBooleanValue((bool)value);
                break;
            case FieldKind.Time:
                writer.WriteStringValue(((DateTimeOffset)value).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + "Z");
                break;
            case FieldKind.TextList:
                writer.WriteStartArray();
                foreach (var text in (IEnumerable<string>)value)
                {
                    writer.WriteStringValue(text);
                }

                writer.WriteEndArray();
                break;
            case FieldKind.Object:
                WriteObject(writer, value);
                break;
            case FieldKind.ObjectList:
                writer.WriteStartArray();
                foreach (var item in (IEnumerable)value)
                {
                    WriteObject(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteMap(writer, (IEnumerable)value);
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, IEnumerable map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in Entries(map).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            if (value is string text)
            {
                writer.WriteStringValue(text);
            }
            else
            {
                WriteObject(writer, value);
            }
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<(string Name, object Value)> Entries(IEnumerable map) => map switch
    {
        IEnumerable<KeyValuePair<string, string>> texts => texts.Select(p => (p.Key, (object)p.Value)),
        IEnumerable<KeyValuePair<string, ContentDocument>> contents => contents.Select(p => (p.Key, (object)p.Value)),
        _ => throw new ArgumentException($"Maps of type {map.GetType().Name} are not part of a policy document.", nameof(map)),
    };
}
