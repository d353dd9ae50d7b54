using System.Text.Json;

namespace NbaStudio.Engine.Policies.Json;

/// <summary>Writes the schema: one definition per document, referred to by name.</summary>
internal sealed class SchemaWriter(Utf8JsonWriter writer)
{
    private const string DurationPattern = "^[0-9]{1,8}[smhd]$";
    private const string TimeOfDayPattern = "^([01][0-9]|2[0-4]):[0-5][0-9]$";
    private readonly Queue<Type> _waiting = new([typeof(PolicyDocument)]);
    private readonly HashSet<Type> _known = [typeof(PolicyDocument)];

    public void Write()
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("$id", "/schemas/policy-v1.json");
        writer.WriteString("title", "Policy of NBA Studio, version 1");
        writer.WriteString("$ref", "#/$defs/policy");
        writer.WriteStartObject("$defs");
        while (_waiting.TryDequeue(out var type))
        {
            WriteDefinition(DocumentShape.Of(type));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string NameOf(Type type) => JsonNamingPolicy.CamelCase.ConvertName(type.Name[..^"Document".Length]);

    private void WriteDefinition(DocumentShape shape)
    {
        writer.WriteStartObject(NameOf(shape.Type));
        writer.WriteString("type", "object");
        writer.WriteBoolean("additionalProperties", false);
        writer.WriteStartObject("properties");
        foreach (var field in shape.Fields)
        {
            writer.WriteStartObject(field.Name);
            var fact = FieldFacts.Of(field);
            if (fact is not null)
            {
                writer.WriteString("description", fact.Description);
            }

            WriteType(field, fact);
            WriteDefault(field);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        string[] required = [.. shape.Fields.Where(f => FieldFacts.Of(f)?.IsRequired == true && f.Default is null or "").Select(f => f.Name)];
        if (required.Length > 0)
        {
            WriteList("required", required);
        }

        if (shape.Type == typeof(ScopeDocument))
        {
            writer.WriteNumber("maxProperties", 1);
        }

        writer.WriteEndObject();
    }

    private void WriteType(DocumentField field, FieldFact? fact)
    {
        switch (field.Kind)
        {
            case FieldKind.Text:
                WriteText(field, fact);
                break;
            case FieldKind.Integer:
                WriteSimple("integer", field);
                WriteRange(fact);
                break;
            case FieldKind.Number or FieldKind.Decimal:
                WriteSimple("number", field);
                WriteRange(fact);
                break;
            case FieldKind.Boolean:
                WriteSimple("boolean", field);
                break;
            case FieldKind.Time:
                WriteSimple("string", field);
                break;
            case FieldKind.TextList:
                writer.WriteString("type", "array");
                writer.WriteStartObject("items");
                WriteWords("string", fact);
                writer.WriteEndObject();
                break;
            case FieldKind.TextMap:
                WriteSimple("object", field);
                writer.WriteStartObject("additionalProperties");
                writer.WriteString("type", "string");
                writer.WriteEndObject();
                break;
            case FieldKind.Object:
                WriteReference(field);
                break;
            case FieldKind.ObjectList:
                writer.WriteString("type", "array");
                writer.WriteStartObject("items");
                WriteReference(field.ItemType);
                writer.WriteEndObject();
                break;
            default:
                writer.WriteString("type", "object");
                writer.WriteStartObject("additionalProperties");
                WriteReference(field.ItemType);
                writer.WriteEndObject();
                break;
        }
    }

    private void WriteText(DocumentField field, FieldFact? fact)
    {
        if (fact?.Words.Count > 0 && !field.IsNullable)
        {
            WriteWords("string", fact);
            return;
        }

        WriteList("type", ["string", .. field.AcceptsNumber ? new[] { "number" } : [], .. field.IsNullable ? new[] { "null" } : []]);
        if (fact?.Words.Count > 0)
        {
            writer.WriteStartArray("enum");
            foreach (var word in fact.Words)
            {
                writer.WriteStringValue(word);
            }

            writer.WriteNullValue();
            writer.WriteEndArray();
        }

        if (fact?.IsDuration == true)
        {
            writer.WriteString("pattern", DurationPattern);
        }

        if (fact?.IsTimeOfDay == true)
        {
            writer.WriteString("pattern", TimeOfDayPattern);
        }

        if (fact is not null && fact.MaximumLength != int.MaxValue)
        {
            writer.WriteNumber("maxLength", fact.MaximumLength);
        }
    }

    private void WriteSimple(string type, DocumentField field)
    {
        if (field.IsNullable)
        {
            WriteList("type", [type, "null"]);
        }
        else
        {
            writer.WriteString("type", type);
        }
    }

    private void WriteWords(string type, FieldFact? fact)
    {
        writer.WriteString("type", type);
        if (fact?.Words.Count > 0)
        {
            WriteList("enum", fact.Words);
        }
    }

    private void WriteRange(FieldFact? fact)
    {
        if (fact is not null && !double.IsInfinity(fact.Minimum))
        {
            writer.WriteNumber(fact.ExclusiveMinimum ? "exclusiveMinimum" : "minimum", fact.Minimum);
        }

        if (fact is not null && !double.IsInfinity(fact.Maximum))
        {
            writer.WriteNumber(fact.ExclusiveMaximum ? "exclusiveMaximum" : "maximum", fact.Maximum);
        }
    }

    private void WriteReference(DocumentField field)
    {
        // A scope may also be the word all; an optional object may be null.
        var isScope = field.ItemType == typeof(ScopeDocument);
        if (!isScope && !field.IsNullable)
        {
            WriteReference(field.ItemType);
            return;
        }

        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        WriteReference(field.ItemType);
        writer.WriteEndObject();
        writer.WriteStartObject();
        if (isScope)
        {
            writer.WriteString("const", "all");
        }
        else
        {
            writer.WriteString("type", "null");
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private void WriteReference(Type type)
    {
        if (_known.Add(type))
        {
            _waiting.Enqueue(type);
        }

        writer.WriteString("$ref", "#/$defs/" + NameOf(type));
    }

    private void WriteDefault(DocumentField field)
    {
        switch (field.Default)
        {
            case string text when text.Length > 0:
                writer.WriteString("default", text);
                break;
            case int number when field.Name != "schemaVersion":
                writer.WriteNumber("default", number);
                break;
            case double number:
                writer.WriteNumber("default", number);
                break;
            case decimal number:
                writer.WriteNumber("default", number);
                break;
            case bool value:
                writer.WriteBoolean("default", value);
                break;
            default:
                break;
        }
    }

    private void WriteList(string name, IEnumerable<string> members)
    {
        writer.WriteStartArray(name);
        foreach (var member in members)
        {
            writer.WriteStringValue(member);
        }

        writer.WriteEndArray();
    }
}
