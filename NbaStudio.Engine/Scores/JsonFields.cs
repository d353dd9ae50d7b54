using System.Globalization;
using System.Text.Json;

namespace NbaStudio.Engine.Scores;

/// <summary>Takes fields out of a model file and says which one is missing or of another form.</summary>
internal static class JsonFields
{
    public static JsonElement Object(JsonElement parent, string name, string place) => Field(parent, name, place, JsonValueKind.Object, "an object");

    public static JsonElement List(JsonElement parent, string name, string place) => Field(parent, name, place, JsonValueKind.Array, "a list");

    public static string Text(JsonElement parent, string name, string place) => TextOf(Field(parent, name, place, JsonValueKind.String, "a text"), Join(place, name));

    public static string[] Texts(JsonElement list, string place) =>
        [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? TextOf(e, place) : throw Wrong(place, "a list of texts"))];

    /// <summary>A whole number that is written as text, such as "4".</summary>
    public static int WholeText(JsonElement parent, string name, string place, int standard)
    {
        if (!parent.TryGetProperty(name, out var field))
        {
            return standard >= 0 ? standard : throw Wrong(Join(place, name), "a whole number");
        }

        return field.ValueKind == JsonValueKind.String && int.TryParse(TextOf(field, Join(place, name)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(Join(place, name), "a whole number as text");
    }

    public static int[] Wholes(JsonElement parent, string name, string place, int length = -1)
    {
        var numbers = List(parent, name, place);
        CheckLength(numbers, length, Join(place, name));
        var result = new int[numbers.GetArrayLength()];
        var next = 0;
        foreach (var element in numbers.EnumerateArray())
        {
            result[next++] = element.ValueKind switch
            {
                JsonValueKind.True => 1,
                JsonValueKind.False => 0,
                JsonValueKind.Number when element.TryGetInt32(out var whole) => whole,
                _ => throw Wrong(Join(place, name), "a list of whole numbers"),
            };
        }

        return result;
    }

    /// <summary>Numbers; a bare NaN (<see cref="BareNumbers"/>) is NaN.</summary>
    public static float[] Floats(JsonElement parent, string name, string place, int length)
    {
        var numbers = List(parent, name, place);
        CheckLength(numbers, length, Join(place, name));
        var result = new float[length];
        var next = 0;
        foreach (var element in numbers.EnumerateArray())
        {
            result[next++] = element.ValueKind switch
            {
                JsonValueKind.String when element.ValueEquals(BareNumbers.Stand) => float.NaN,
                JsonValueKind.Number when element.TryGetSingle(out var number) && float.IsFinite(number) => number,
                _ => throw Wrong(Join(place, name), "a list of finite numbers"),
            };
        }

        return result;
    }

    private static void CheckLength(JsonElement list, int length, string place)
    {
        if (length >= 0 && list.GetArrayLength() != length)
        {
            throw Wrong(place, $"a list of {length.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private static JsonElement Field(JsonElement parent, string name, string place, JsonValueKind kind, string expected) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var field) && field.ValueKind == kind ? field : throw Wrong(Join(place, name), expected);

    private static string TextOf(JsonElement text, string place)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(place, "a text of whole characters"); // half of a surrogate pair
        }
    }

    private static string Join(string place, string name) => place.Length == 0 ? name : place + "/" + name;

    private static ModelFileException Wrong(string place, string expected) => new("score.field", place, expected);
}
