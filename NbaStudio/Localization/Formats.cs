using System.Globalization;

namespace NbaStudio.Localization;

/// <summary>Numbers as the look of the product asks: one class for every figure on every page. Immutable, thread safe.</summary>
public sealed partial class Formats(FormatSettings settings)
{
    /// <summary>Stands for a missing value.</summary>
    public const string Missing = "–";

    private const string Minus = "−";
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private static readonly Dictionary<string, (string Symbol, int Decimals)> Currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["JPY"] = ("¥", 0), ["USD"] = ("$", 2), ["EUR"] = ("€", 2), ["GBP"] = ("£", 2), ["KRW"] = ("₩", 0), ["CNY"] = ("CN¥", 2),
    };

    private readonly string _symbol = Currencies.TryGetValue(settings.Currency, out var known) ? known.Symbol : settings.Currency + "\u00A0";
    private readonly int _decimals = Currencies.TryGetValue(settings.Currency, out var known) ? known.Decimals : 2;

    private Words Words => settings.Words;
    private bool Japanese => Words.Language == "ja";
    private bool JapaneseYen => Japanese && settings.Currency.Equals("JPY", StringComparison.OrdinalIgnoreCase);

    /// <summary>1,234.</summary>
    public string Number(long value) => Signed(value.ToString("N0", Invariant));

    /// <summary>A number with up to so many decimals, without trailing zeros.</summary>
    public string Number(double value, int decimals = 2) =>
        double.IsFinite(value) ? Signed(value.ToString("#,0." + new string('#', decimals), Invariant)) : Missing;

    /// <summary>A number with exactly so many decimals: 0.1584.</summary>
    public string Fixed(double value, int decimals) => double.IsFinite(value) ? Signed(value.ToString("N" + decimals, Invariant)) : Missing;

    /// <summary>3,720 or, in Japanese, 3,720件.</summary>
    public string Count(long value) => Words["count.things", Number(value)];

    /// <summary>5,000 or, in Japanese, 5,000人.</summary>
    public string People(long value) => Words["count.people", Number(value)];

    /// <summary>¥428,400, in tables, chips and KPIs of any language but Japanese.</summary>
    public string Money(decimal value) => Money(value, _decimals);

    /// <inheritdoc cref="Money(decimal)"/>
    public string Money(double value) => double.IsFinite(value) && Math.Abs(value) < 1e15 ? Money((decimal)value) : Missing;

    /// <summary>Money as an equation shows it: no decimals.</summary>
    public string Value(double value) => double.IsFinite(value) && Math.Abs(value) < 1e15 ? Money((decimal)value, 0) : Missing;

    /// <summary>Money in a sentence: 428,400円 in Japanese.</summary>
    public string MoneyInSentence(decimal value) =>
        JapaneseYen ? Signed(Math.Round(value, MidpointRounding.AwayFromZero).ToString("N0", Invariant)) + "円" : Money(value);

    /// <summary>Money with its sign: +¥1,850.</summary>
    public string MoneyGain(decimal value) => value < 0 ? Money(value) : "+" + Money(value);

    /// <summary>A money figure in its two parts: ("¥428,400", "") or, in Japanese, ("42.8", "万円"). From a million on, three significant digits.</summary>
    public (string Figure, string Unit) MoneyFigure(decimal value)
    {
        var size = Math.Abs(value);
        if (JapaneseYen)
        {
            return size >= 100_000_000 ? (Digits(value / 100_000_000), "億円") : size >= 10_000 ? (Digits(value / 10_000), "万円") : (Number((long)Math.Round(value)), "円");
        }

        var (scaled, unit) = size switch { >= 1_000_000_000 => (value / 1_000_000_000, "B"), >= 1_000_000 => (value / 1_000_000, "M"), _ => (value, "") };
        return unit.Length == 0 ? (Money(value), "") : ((scaled < 0 ? Minus : "") + _symbol + Digits(Math.Abs(scaled)), unit);
    }

    /// <summary>5.9%; two decimals under 1%.</summary>
    /// <param name="share">In [0, 1].</param>
    public string Percent(double? share) => share is { } value && double.IsFinite(value) ? PercentFigure(value) + "%" : Missing;

    /// <summary>5.9, without its sign.</summary>
    public string PercentFigure(double share) => Signed((share * 100).ToString(share != 0 && Math.Abs(share) < 0.00995 ? "0.00" : "0.0", Invariant));

    /// <summary>P in an equation: one decimal, always.</summary>
    public string Propensity(double share) => (share * 100).ToString("0.0", Invariant) + "%";

    /// <summary>+3.1 points.</summary>
    /// <param name="difference">Difference of two shares, in [-1, 1].</param>
    public string Points(double difference) => Words["format.points", (difference < 0 ? Minus : "+") + Math.Abs(difference * 100).ToString("0.0", Invariant)];

    /// <summary>C or L: one decimal, two below 1.</summary>
    public string Factor(double value) => double.IsFinite(value) ? value.ToString(value < 0.995 ? "0.00" : "0.0", Invariant) : Missing;

    /// <summary>× 2.0, or 2.0倍.</summary>
    public string Times(double value) => Words["format.times", Factor(value)];

    /// <summary>Priority: a whole number without currency, because it orders and is not money. One decimal under 10.</summary>
    public string Priority(double value) =>
        !double.IsFinite(value) ? Missing : Signed(value.ToString(Math.Abs(value) < 9.95 && value != 0 ? "0.0" : "N0", Invariant));

    /// <summary>5.0 to 6.9.</summary>
    public string Interval(string low, string high) => Words["format.interval", low, high];

    /// <summary>3 of 7.</summary>
    public string Of(long part, long whole) => Words["format.of", Number(part), Number(whole)];

    /// <summary>60×, or 60倍.</summary>
    public string Speed(double times) => Words["format.speed", Number(times, 1)];

    /// <summary>Per second: 12.4, or three digits and more without decimals.</summary>
    public string Rate(double perSecond) => perSecond >= 99.95 ? Number((long)Math.Round(perSecond)) : perSecond.ToString(perSecond is > 0 and < 0.095 ? "0.00" : "0.0", Invariant);

    private string Money(decimal value, int decimals) =>
        (value < 0 && Math.Round(value, decimals) != 0 ? Minus : "") + _symbol + Math.Round(Math.Abs(value), decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals, Invariant);

    private static string Digits(decimal value)
    {
        var size = Math.Abs(value);
        return Signed(value.ToString(size >= 100 ? "N0" : size >= 10 ? "0.0" : "0.00", Invariant));
    }

    private static string Signed(string number) => number.StartsWith('-') ? Minus + number[1..] : number;
}
