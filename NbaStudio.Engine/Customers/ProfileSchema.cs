using System.Globalization;
using System.Text;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Engine.Customers;

/// <summary>The declared attributes: turns what comes from outside into typed values, with errors that name field, value and what is allowed.</summary>
/// <remarks>Immutable and thread safe.</remarks>
public sealed class ProfileSchema
{
    private readonly Dictionary<string, ValueKind> _kinds = new(StringComparer.Ordinal);
    private readonly UnknownAttributes _unknown;

    /// <exception cref="ArgumentException">An attribute has a type that does not exist.</exception>
    public ProfileSchema(IReadOnlyList<AttributeDocument> attributes, UnknownAttributes unknown)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        _unknown = unknown;
        foreach (var attribute in attributes)
        {
            _kinds[attribute.Name] = AttributeTypes.TryParse(attribute.Type, out var kind)
                ? kind
                : throw new ArgumentException(
                    $"The type {attribute.Type} of {attribute.Name} is unknown; allowed are {AttributeTypes.Names}.", nameof(attributes));
        }
    }

    /// <summary>Name to type of the declared attributes.</summary>
    public IReadOnlyDictionary<string, ValueKind> Kinds => _kinds;

    /// <summary>Converts one value: a text, number, boolean, list of texts, or null (which removes).</summary>
    /// <returns>False with the error when the value cannot be taken.</returns>
    public bool TryConvert(string name, object? raw, out Value value, out ProfileError? error) => TryConvert(name, raw, false, out value, out error);

    /// <summary>Converts a cell of a table: numbers, booleans and dates are written as text, set members are parted by |, an empty cell is missing.</summary>
    public bool TryConvertText(string name, string? cell, out Value value, out ProfileError? error) =>
        TryConvert(name, string.IsNullOrWhiteSpace(cell) ? null : cell.Trim(), true, out value, out error);

    /// <summary>Changes a profile: all of the values, or none when there is any error.</summary>
    /// <returns>Every error, at most 100; empty when the profile was changed.</returns>
    public IReadOnlyList<ProfileError> Apply(Profile profile, IEnumerable<KeyValuePair<string, object?>> changes)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(changes);
        const int MostErrors = 100;
        List<ProfileError> errors = [];
        Dictionary<string, Value> values = new(StringComparer.Ordinal);
        foreach (var (name, raw) in changes)
        {
            if (TryConvert(name, raw, out var value, out var error))
            {
                values[name] = value;
            }
            else
            {
                errors.Add(error!);
                if (errors.Count == MostErrors)
                {
                    return errors;
                }
            }
        }

        var after = profile.Count + values.Sum(v => (v.Value.IsMissing ? 0 : 1) - (profile.Get(v.Key).IsMissing ? 0 : 1));
        if (after > Profile.MaximumCount)
        {
            errors.Add(Error("attribute.count", "attributes", after.ToString(CultureInfo.InvariantCulture), $"at most {Profile.MaximumCount} attributes"));
        }

        if (errors.Count == 0)
        {
            // Removals first, so that a full profile can exchange one attribute for another.
            foreach (var (name, value) in values.OrderByDescending(v => v.Value.IsMissing))
            {
                profile.Set(name, value);
            }
        }

        return errors;
    }

    private bool TryConvert(string name, object? raw, bool fromText, out Value value, out ProfileError? error)
    {
        ArgumentNullException.ThrowIfNull(name);
        value = Value.Missing;
        error = null;
        if (name.Length is 0 or > Profile.MaximumNameLength)
        {
            error = Error("attribute.name", name, name, $"a name of 1 to {Profile.MaximumNameLength} characters");
            return false;
        }

        if (!_kinds.TryGetValue(name, out var kind))
        {
            if (_unknown == UnknownAttributes.Reject)
            {
                error = Error("attribute.unknown", name, AttributeConversion.Describe(raw), AllowedNames(name));
                return false;
            }

            (raw, kind) = (AttributeConversion.ToText(raw), ValueKind.Text);
        }

        if (raw is null)
        {
            return true;
        }

        if (SizeOf(raw) > Profile.MaximumValueBytes)
        {
            error = Error("attribute.size", name, AttributeConversion.Describe(raw), $"at most {Profile.MaximumValueBytes} bytes");
            return false;
        }

        value = AttributeConversion.Convert(raw, kind, fromText);
        if (value.IsMissing)
        {
            error = Error("attribute.type", name, AttributeConversion.Describe(raw), AttributeTypes.Allowed(kind));
            return false;
        }

        return true;
    }

    private string AllowedNames(string name)
    {
        const int MostNames = 8;
        var near = _kinds.Keys.FirstOrDefault(k => string.Equals(k, name, StringComparison.OrdinalIgnoreCase));
        var names = string.Join(", ", _kinds.Keys.Take(MostNames)) + (_kinds.Count > MostNames ? " ..." : "");
        return near is not null ? $"a declared attribute (did you mean {near}?)" : $"a declared attribute ({names})";
    }

    private static long SizeOf(object raw) => raw switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        IEnumerable<string?> texts => texts.Sum(t => 1L + Encoding.UTF8.GetByteCount(t ?? "")),
        _ => 0,
    };

    private static ProfileError Error(string code, string field, string value, string allowed)
    {
        var (shortField, shortValue) = (AttributeConversion.Cut(field), AttributeConversion.Cut(value));
        var subject = shortField.Length == 0 ? "An attribute without a name" : shortField;
        return new ProfileError(code, shortField, shortValue, allowed, $"{subject} is {shortValue}; allowed is {allowed}.");
    }
}
