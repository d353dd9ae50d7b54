using System.Runtime.CompilerServices;
using NbaStudio.Api.Values;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Api.Events;

/// <summary>Turns events as sent into typed ones, by what one revision of the policy declares.</summary>
internal sealed class EventReader
{
    private static readonly ConditionalWeakTable<PolicySnapshot, EventReader> Readers = [];

    private readonly PolicySnapshot _policy;
    private readonly ProfileSchema[] _schemas;

    private EventReader(PolicySnapshot policy)
    {
        _policy = policy;
        _schemas = [.. policy.Document.Events.Select(type => new ProfileSchema(
            [.. type.Properties.Select(property => new AttributeDocument { Name = property.Name, Type = property.Type })], UnknownAttributes.Reject))];
    }

    public static EventReader For(PolicySnapshot policy) => Readers.GetValue(policy, static snapshot => new EventReader(snapshot));

    /// <summary>The event, or everything that is wrong with it.</summary>
    public (EventInput? Event, IReadOnlyList<FieldError> Errors) Read(EventBody body, Caller caller)
    {
        List<FieldError> errors = [];
        var type = body.Type.Length is 0 or > 64 ? -1 : _policy.EventTypeIndexOf(new TextValue(body.Type));
        if (caller.Token is not null && type < 0)
        {
            errors.Add(new FieldError(
                "type", $"Browsers may only send declared events; '{Cut(body.Type)}' is none.", string.Join(", ", _policy.EventTypes.Select(e => e.Type.Original))));
        }

        var properties = type < 0 ? ValueConversion.ToValues(body.Properties, "properties", errors) : ReadDeclared(type, body.Properties, errors);
        return errors.Count > 0 ? (null, errors) : (new EventInput(body.EventId, body.CustomerId, body.Type, body.Time, properties), []);
    }

    private Dictionary<string, Value> ReadDeclared(int type, IReadOnlyDictionary<string, ApiValue?>? raw, List<FieldError> errors)
    {
        Dictionary<string, Value> values = new(StringComparer.Ordinal);
        var schema = _schemas[type];
        foreach (var (name, value) in raw ?? new Dictionary<string, ApiValue?>())
        {
            if (!ValueConversion.CheckSize(name, value, "properties", errors) || value is null)
            {
                continue;
            }

            if (!schema.Kinds.ContainsKey(name))
            {
                values[name] = ValueConversion.ToValue(value);
            }
            else if (schema.TryConvert(name, value.Raw, out var typed, out var error))
            {
                values[name] = typed;
            }
            else
            {
                errors.Add(new FieldError("properties." + name, error!.Message, error.Allowed));
            }
        }

        bool IsMissing(EventPropertySnapshot property) => property.Required && !values.ContainsKey(property.Name) && raw?.GetValueOrDefault(property.Name) is null;
        foreach (var missing in _policy.EventTypes[type].Properties.Where(IsMissing))
        {
            errors.Add(new FieldError("properties." + missing.Name, $"The property '{missing.Name}' is missing; the policy requires it.", AttributeTypes.Allowed(missing.Kind)));
        }

        return values;
    }

    private static string Cut(string text) => text.Length <= 64 ? text : text[..64] + "...";
}
