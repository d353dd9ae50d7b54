using System.Text;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;

namespace NbaStudio.Engine.Serving;

/// <summary>Checks what a source sends before it is queued.</summary>
internal static class EventCheck
{
    public const int MaximumId = 128;
    private const int MaximumName = 64;
    private const int MaximumProperties = 100;
    private const int MaximumTextBytes = 4096;

    public static IReadOnlyList<InputError> Errors(EventInput input, DateTimeOffset now, TimeSpan maximumAhead)
    {
        var errors = new List<InputError>();
        Length(errors, "eventId", input.EventId, MaximumId);
        Length(errors, "customerId", input.CustomerId, MaximumId);
        Length(errors, "type", input.Type, MaximumName);
        if (input.Type is { Length: > 0 } type && OutcomeEventTypes.Contains(type))
        {
            errors.Add(new InputError("type", $"'{type}' is an event that the hub raises itself.", "report it as an outcome, with its decisionId"));
        }

        if (input.Time > now + maximumAhead)
        {
            errors.Add(new InputError("time", $"{input.Time:O} is more than {Durations.Format(maximumAhead)} ahead of the hub's clock.", $"up to {now + maximumAhead:O}"));
        }

        if (input.Properties.Count > MaximumProperties)
        {
            errors.Add(new InputError("properties", $"The event has {input.Properties.Count} properties.", $"at most {MaximumProperties}"));
            return errors;
        }

        foreach (var (name, value) in input.Properties)
        {
            if (name.Length is 0 or > MaximumName)
            {
                errors.Add(new InputError("properties", $"A property's name has {name.Length} characters.", $"1 to {MaximumName}"));
            }
            else if (value.Text is { } text && Encoding.UTF8.GetByteCount(text.Original) > MaximumTextBytes)
            {
                errors.Add(new InputError("properties." + name, "The text is longer than 4 KB.", $"at most {MaximumTextBytes} bytes"));
            }
        }

        return errors;
    }

    private static void Length(List<InputError> errors, string path, string? text, int maximum)
    {
        if (text is not { Length: > 0 } || text.Length > maximum)
        {
            errors.Add(new InputError(path, string.IsNullOrEmpty(text) ? $"The {path} is missing." : $"The {path} has {text.Length} characters.", $"1 to {maximum} characters"));
        }
    }
}
