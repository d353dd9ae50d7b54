using System.Text.Json;
using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Policies;

public sealed class PolicySchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(PolicySchema.Json).RootElement;
    private static readonly JsonElement Definitions = Schema.GetProperty("$defs");

    [Fact]
    public void Json_EveryField_HasADescription()
    {
        var silent = Definitions.EnumerateObject().Where(d => d.Name != "scope")
            .SelectMany(d => d.Value.GetProperty("properties").EnumerateObject().Where(p => !p.Value.TryGetProperty("description", out _)).Select(p => $"{d.Name}.{p.Name}"));

        silent.ShouldBeEmpty();
    }

    [Fact]
    public void Json_DemoPolicy_FitsTheSchema()
    {
        using var demo = JsonDocument.Parse(PolicyJson.Write(PolicyKeys.Assign(DemoPolicy.Create(), 0).Document));

        Misfits(demo.RootElement, Definitions.GetProperty("policy"), "").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "objectives": [ { "id": "a", "lever": 12 } ] }""", "/objectives/0/lever")]
    [InlineData("""{ "objectives": [ { "lever": 1 } ] }""", "/objectives/0")]
    [InlineData("""{ "nme": "a" }""", "/nme")]
    [InlineData("""{ "channels": [ { "id": "a", "kind": "sms" } ] }""", "/channels/0/kind")]
    [InlineData("""{ "randomCheck": 0.3 }""", "/randomCheck")]
    [InlineData("""{ "holdOuts": [ { "id": "a", "salt": "s", "share": 0 } ] }""", "/holdOuts/0/share")]
    public void Json_Mistake_DoesNotFitTheSchema(string json, string place)
    {
        using var document = JsonDocument.Parse(json);

        Misfits(document.RootElement, Definitions.GetProperty("policy"), "").ShouldBe([place]);
    }

    /// <summary>A checker of the few keywords that the schema uses.</summary>
    private static IEnumerable<string> Misfits(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Misfits(value, Definitions.GetProperty(reference.GetString()!["#/$defs/".Length..]), path);
        }

        if (schema.TryGetProperty("anyOf", out var options))
        {
            return options.EnumerateArray().Any(o => !Misfits(value, o, path).Any()) ? [] : [path];
        }

        return !FitsAlone(value, schema) ? [path] : value.ValueKind switch
        {
            JsonValueKind.Object => MisfitsOfObject(value, schema, path),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((e, i) => Misfits(e, schema.GetProperty("items"), $"{path}/{i}")),
            _ => [],
        };
    }

    private static IEnumerable<string> MisfitsOfObject(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("required", out var required) && required.EnumerateArray().Any(r => !value.TryGetProperty(r.GetString()!, out _)))
        {
            return [path];
        }

        var others = schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        return value.EnumerateObject().SelectMany(p =>
            schema.TryGetProperty("properties", out var known) && known.TryGetProperty(p.Name, out var own) ? Misfits(p.Value, own, $"{path}/{p.Name}")
            : others.ValueKind == JsonValueKind.Object ? Misfits(p.Value, others, $"{path}/{p.Name}")
            : [$"{path}/{p.Name}"]);
    }

    private static bool FitsAlone(JsonElement value, JsonElement schema) =>
        (!schema.TryGetProperty("type", out var type) || (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().ToArray() : [type]).Any(t => IsType(value, t.GetString()!)))
        && (!schema.TryGetProperty("enum", out var words) || words.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value)))
        && (!schema.TryGetProperty("const", out var word) || JsonElement.DeepEquals(word, value))
        && (value.ValueKind != JsonValueKind.Number || InRange(value.GetDouble(), schema));

    private static bool InRange(double number, JsonElement schema) =>
        (!schema.TryGetProperty("minimum", out var low) || number >= low.GetDouble())
        && (!schema.TryGetProperty("maximum", out var high) || number <= high.GetDouble())
        && (!schema.TryGetProperty("exclusiveMinimum", out var above) || number > above.GetDouble())
        && (!schema.TryGetProperty("exclusiveMaximum", out var below) || number < below.GetDouble());

    private static bool IsType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => value.ValueKind == JsonValueKind.Null,
    };
}
