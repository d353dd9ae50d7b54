using System.Diagnostics.CodeAnalysis;

namespace NbaStudio.Engine.Measurement;

/// <summary>A result, or the reason why there is none.</summary>
public sealed class Estimate<T>
    where T : class
{
    private Estimate(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    public T? Value { get; }

    /// <summary>Null where there is a value.</summary>
    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsKnown => Value is not null;

    public static implicit operator Estimate<T>(T value) => new(value, null);

    public static implicit operator Estimate<T>(Refusal refusal) => new(null, refusal);
}
