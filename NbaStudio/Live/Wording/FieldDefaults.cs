using System.Reflection;
using System.Text.Json;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Live.Wording;

/// <summary>What a field means where it is not written.</summary>
internal static class FieldDefaults
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The default of a field, by its path inside an item of the kind; null where an absent field means nothing.</summary>
    public static JsonElement? Of(string kind, string path)
    {
        var type = PolicyItems.TypeOf(kind);
        JsonElement? found = null;
        foreach (var name in path.Split('/'))
        {
            var property = type?.GetProperty(name, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance);
            if (property is null)
            {
                return null;
            }

            var value = property.GetValue(Activator.CreateInstance(type!));
            found = value is string or bool or int or double or decimal ? JsonSerializer.SerializeToElement(value, value.GetType(), Options) : null;
            type = property.PropertyType;
        }

        return found is { ValueKind: JsonValueKind.String } text && text.GetString()!.Length == 0 ? null : found;
    }
}
