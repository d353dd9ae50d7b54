using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Customers;

/// <summary>The typed attributes of one customer. Not thread safe. <see cref="ProfileSchema"/> checks what comes from outside.</summary>
public sealed class Profile
{
    /// <summary>Most characters of a name.</summary>
    public const int MaximumNameLength = 64;

    /// <summary>Most bytes (UTF-8) of a value.</summary>
    public const int MaximumValueBytes = 4096;

    /// <summary>Most attributes of one customer.</summary>
    public const int MaximumCount = 1000;

    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    public int Count => _values.Count;

    /// <summary>All attributes, in no fixed order.</summary>
    public IReadOnlyDictionary<string, Value> Values => _values;

    /// <summary>The value, or missing. Allocates nothing.</summary>
    public Value Get(string name) => _values.GetValueOrDefault(name);

    /// <summary>Sets a value; missing removes it.</summary>
    /// <exception cref="ArgumentException">The name is empty or too long, or the profile is full.</exception>
    public void Set(string name, Value value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (value.IsMissing)
        {
            _values.Remove(name);
            return;
        }

        if (name.Length > MaximumNameLength)
        {
            throw new ArgumentException($"The name has {name.Length} characters; at most {MaximumNameLength} are allowed.", nameof(name));
        }

        if (_values.Count >= MaximumCount && !_values.ContainsKey(name))
        {
            throw new ArgumentException($"The profile has {MaximumCount} attributes; no more are allowed.", nameof(name));
        }

        _values[name] = value;
    }
}
