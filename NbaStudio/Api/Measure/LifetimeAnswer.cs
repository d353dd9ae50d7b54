using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Measure;

/// <summary>What customers who ever bought may be expected to do in a year; numbers are absent with a refusal.</summary>
/// <param name="Time">When it was estimated, by the hub's clock.</param>
/// <param name="Alive">Customers expected to be customers still.</param>
/// <param name="Purchases">Purchases expected of all.</param>
/// <param name="Value">Money expected of all; absent where spend cannot be modelled.</param>
/// <param name="SpendCorrelation">Of how often and how much repeat buyers buy: beyond 0.2 the money is off.</param>
/// <param name="AliveLow">Lower end of where the number really lies in 95 % of cases, if the models are right; the same for the others.</param>
/// <param name="ValueLow">Absent where there is no money, or its spread has no end.</param>
/// <param name="Pareto">What Pareto/NBD says of the same customers; absent where it does not fit them. All other numbers are of BG/NBD.</param>
public sealed record LifetimeAnswer(
    DateTimeOffset Time, int? Customers, int? RepeatBuyers, double? Alive, double? Weeks, double? Purchases, double? Value, double? SpendCorrelation, ControlRefusalAnswer? Refusal,
    double? AliveLow = null, double? AliveHigh = null, double? PurchasesLow = null, double? PurchasesHigh = null, double? ValueLow = null, double? ValueHigh = null, SecondOpinionAnswer? Pareto = null)
{
    internal static LifetimeAnswer Of(LifetimeView view) => view.Outlook.IsKnown && view.Outlook.Value is var o
        ? new(view.Time, o.Customers, o.RepeatBuyers, o.Alive, o.Weeks, o.Purchases, o.Value, double.IsFinite(o.SpendCorrelation) ? o.SpendCorrelation : null,
            o.SpendRefusal is { } spend ? new ControlRefusalAnswer(spend.Code, spend.Sentence) : null, o.Ranges.Alive.Low, o.Ranges.Alive.High, o.Ranges.Purchases.Low, o.Ranges.Purchases.High,
            o.Ranges.Value?.Low, o.Ranges.Value?.High, o.Pareto is { } second ? new SecondOpinionAnswer(second.Alive, second.Purchases) : null)
        : new(view.Time, null, null, null, null, null, null, null, new ControlRefusalAnswer(view.Outlook.Refusal!.Code, view.Outlook.Refusal.Sentence));
}

/// <summary>The same by another model.</summary>
public sealed record SecondOpinionAnswer(double Alive, double Purchases);
