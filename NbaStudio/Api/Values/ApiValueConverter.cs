using System.Text.Json;
using System.Text.Json.Serialization;

namespace NbaStudio.Api.Values;

/// <summary>Reads and writes <see cref="ApiValue"/>; objects, arrays of anything but texts, and numbers beyond a double are refused.</summary>
internal sealed class ApiValueConverter : JsonConverter<ApiValue>
{
    private static readonly object True = true;
    private static readonly object False = false;

    public override ApiValue Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number) => new ApiValue(number),
        JsonTokenType.String => new ApiValue(reader.GetString()!),
        JsonTokenType.True => new ApiValue(True),
        JsonTokenType.False => new ApiValue(False),
        JsonTokenType.StartArray => new ApiValue(Texts(ref reader)),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, ApiValue value, JsonSerializerOptions options)
    {
        switch (value.Raw)
        {
            case double number:
                writer.WriteNumberValue(number);
                break;
            case bool boolean:
                writer.WriteBooleanValue(boolean);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case IReadOnlyList<string> texts:
                writer.WriteStartArray();
                foreach (var text in texts)
                {
                    writer.WriteStringValue(text);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new JsonException($"A value is {value.Raw.GetType().Name}.");
        }
    }

    private static List<string> Texts(ref Utf8JsonReader reader)
    {
        List<string> texts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException());
        }

        return texts;
    }
}
