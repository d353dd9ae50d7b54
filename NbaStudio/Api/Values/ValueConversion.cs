using System.Globalization;
using System.Text;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Values;

/// <summary>Between JSON values and the engine's typed ones.</summary>
internal static class ValueConversion
{
    /// <summary>A value that nobody declared: its type is that of the JSON.</summary>
    public static Value ToValue(ApiValue? value) => value?.Raw switch
    {
        double number => Value.OfNumber(number),
        bool boolean => Value.OfBoolean(boolean),
        string text => Value.OfText(text),
        IReadOnlyList<string> texts => Value.OfSet([.. texts.Select(text => new TextValue(text)).Distinct()]),
        _ => Value.Missing,
    };

    /// <summary>The value as JSON; null when it is missing.</summary>
    public static ApiValue? ToApi(in Value value) => value.Kind switch
    {
        ValueKind.Missing => null,
        ValueKind.Number or ValueKind.Money => new ApiValue(value.Number),
        ValueKind.Boolean => new ApiValue(value.IsTrue),
        ValueKind.TextSet => new ApiValue(value.Set!.Select(text => text.Original).ToList()),
        ValueKind.DateTime => new ApiValue(value.AsDateTime.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFZ", CultureInfo.InvariantCulture)),
        _ => new ApiValue(value.ToString()),
    };

    /// <summary>Typed values of the moment, with every mistake.</summary>
    public static Dictionary<string, Value> ToValues(IReadOnlyDictionary<string, ApiValue?>? values, string path, List<FieldError> errors)
    {
        Dictionary<string, Value> result = new(StringComparer.Ordinal);
        foreach (var (name, value) in values ?? new Dictionary<string, ApiValue?>())
        {
            if (CheckSize(name, value, path, errors) && value is not null)
            {
                result[name] = ToValue(value);
            }
        }

        return result;
    }

    /// <summary>Whether name and value are within the limits; else one error more.</summary>
    public static bool CheckSize(string name, ApiValue? value, string path, List<FieldError> errors)
    {
        if (name.Length is 0 or > Profile.MaximumNameLength)
        {
            errors.Add(new FieldError(path, $"A name has {name.Length} characters.", $"names of 1 to {Profile.MaximumNameLength} characters"));
            return false;
        }

        var bytes = value?.Raw switch
        {
            string text => Encoding.UTF8.GetByteCount(text),
            IReadOnlyList<string> texts => texts.Sum(text => 1L + Encoding.UTF8.GetByteCount(text)),
            _ => 0L,
        };
        if (bytes > Profile.MaximumValueBytes)
        {
            errors.Add(new FieldError($"{path}.{name}", $"The value has {bytes} bytes.", $"at most {Profile.MaximumValueBytes} bytes"));
            return false;
        }

        return true;
    }

    /// <summary>A number that JSON can carry; null for NaN (not reached) and infinities (no limit).</summary>
    public static double? Finite(double number) => double.IsFinite(number) ? number : null;
}
