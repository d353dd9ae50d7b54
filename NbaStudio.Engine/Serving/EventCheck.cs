using System.Text;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>Checks what a source sends before it is queued.</summary>
internal static class EventCheck
{
    public const int MaximumId = 128;
    private const int MaximumName = 64;
    private const int MaximumProperties = 100;
    private const int MaximumTextBytes = 4096;

    public static IReadOnlyList<InputError> Errors(EventInput input, DateTimeOffset now, TimeSpan maximumAhead, PolicySnapshot? policy)
    {
        var errors = new List<InputError>();
        Length(errors, "eventId", input.EventId, MaximumId);
        Length(errors, "customerId", input.CustomerId, MaximumId);
        Length(errors, "type", input.Type, MaximumName);
        if (input.Type is { Length: > 0 } type && OutcomeEventTypes.Contains(type))
        {
            errors.Add(new InputError("type", $"'{type}' is an event that the hub raises itself.", "report it as an outcome, with its decisionId"));
        }

        if (input.Type is { Length: > 0 } raised && GoalEventTypes.Contains(raised))
        {
            errors.Add(new InputError("type", $"'{raised}' is an event that the hub raises itself.", $"a type that does not begin with {GoalEventTypes.Prefix}"));
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

        if (errors.Count == 0 && policy is not null && policy.EventTypeIndexOf(new TextValue(input.Type)) is var declared and >= 0)
        {
            Declared(errors, policy.EventTypes[declared], input);
        }

        return errors;
    }

    /// <summary>What the policy declares of the type. Properties that it does not declare are accepted.</summary>
    private static void Declared(List<InputError> errors, EventTypeSnapshot type, EventInput input)
    {
        foreach (var property in type.Properties)
        {
            var value = input.Properties.TryGetValue(property.Name, out var given) ? given : Value.Missing;
            if (value.IsMissing)
            {
                if (property.Required)
                {
                    errors.Add(new InputError(
                        "properties." + property.Name, $"The property '{property.Name}' is missing; the policy requires it.", AttributeTypes.Allowed(property.Kind)));
                }
            }
            else if (value.Kind != property.Kind && !(value.IsNumeric && property.Kind is ValueKind.Number or ValueKind.Money))
            {
                errors.Add(new InputError(
                    "properties." + property.Name, $"The property '{property.Name}' is of another type than the policy declares.", AttributeTypes.Allowed(property.Kind)));
            }
        }
    }

    private static void Length(List<InputError> errors, string path, string? text, int maximum)
    {
        if (text is not { Length: > 0 } || text.Length > maximum)
        {
            errors.Add(new InputError(path, string.IsNullOrEmpty(text) ? $"The {path} is missing." : $"The {path} has {text.Length} characters.", $"1 to {maximum} characters"));
        }
    }
}
