using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Measurement.Lifetime;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Live.Measuring;

/// <summary>Attributes of customers that hold what they may be expected to buy, so that rules and levers can read it. A policy has those that it declares. Pure.</summary>
internal static class LifetimeAttributes
{
    /// <summary>Money of the next year; money.</summary>
    public const string Value = "lifetime_value";

    /// <summary>Purchases of the next year; number.</summary>
    public const string Purchases = "lifetime_purchases";

    /// <summary>Chance of being a customer still, in [0, 1]; number.</summary>
    public const string Alive = "lifetime_alive";

    private static readonly Dictionary<string, ValueKind> Kinds = new(StringComparer.Ordinal) { [Value] = ValueKind.Money, [Purchases] = ValueKind.Number, [Alive] = ValueKind.Number };

    /// <summary>Those that a policy declares with a type that can hold them, in order.</summary>
    public static IReadOnlyList<string> DeclaredBy(PolicySnapshot policy) =>
        [.. policy.Attributes.Where(a => Kinds.TryGetValue(a.Name, out var kind) && (a.Kind == kind || a.Kind == ValueKind.Number)).Select(a => a.Name).Order(StringComparer.Ordinal)];

    /// <summary>What to write of a customer. Rounded, so that a day which changes next to nothing writes nothing: money to three digits, the others to hundredths.</summary>
    /// <param name="declared">Of <see cref="DeclaredBy"/>, with the kind that each has.</param>
    public static IReadOnlyDictionary<string, Value> Of(CustomerOutlook outlook, IEnumerable<(string Name, ValueKind Kind)> declared) =>
        declared.ToDictionary(a => a.Name, a => NumberOf(a.Name, outlook) is not { } number ? Engine.Conditions.Value.Missing : a.Kind == ValueKind.Money ? Engine.Conditions.Value.OfMoney(number) : Engine.Conditions.Value.OfNumber(number), StringComparer.Ordinal);

    private static double? NumberOf(string name, CustomerOutlook outlook) => name switch
    {
        Alive => Math.Round(outlook.Alive, 2),
        Purchases => Math.Round(outlook.Purchases, 2),
        _ => outlook.Value is { } value ? ThreeDigits(value) : null,
    };

    private static double ThreeDigits(double value)
    {
        if (value < 0.01)
        {
            return 0;
        }

        var step = Math.Pow(10, Math.Floor(Math.Log10(value)) - 2);
        return Math.Round(Math.Round(value / step) * step, 2);
    }
}
