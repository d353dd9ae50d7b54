using System.Globalization;

namespace NbaStudio.Engine.Decisions.Explanations;

/// <summary>Numbers as sentences show them, shared by the languages.</summary>
internal static class ExplanationNumbers
{
    /// <summary>One decimal; two under 1 %.</summary>
    public static string Percent(double share) =>
        (share * 100).ToString(share < 0.01 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + "%";

    /// <summary>A share as percent, without a decimal that says nothing.</summary>
    public static string Share(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    /// <summary>The members in the canonical text of a leaf: what stands between the brackets after "in".</summary>
    public static string Members(string leaf) => leaf.IndexOf(" in (", StringComparison.Ordinal) is var at and >= 0 ? leaf[(at + 5)..].TrimEnd(')') : leaf;

    /// <summary>As <see cref="Percent"/>, rounded up: what is needed at least.</summary>
    public static string PercentUp(double share)
    {
        var step = share < 0.01 ? 0.0001 : 0.001;
        return Percent(Math.Min(0.999, Math.Ceiling(share / step) * step));
    }

    /// <summary>A priority or count: whole, or with decimals where it is small.</summary>
    public static string Whole(double number) => Math.Abs(number) switch
    {
        >= 10 => Math.Round(number).ToString("N0", CultureInfo.InvariantCulture),
        _ => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>A factor: one decimal, two below 1.</summary>
    public static string Factor(double factor) => factor.ToString(factor < 1 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    /// <summary>Money without decimals for currencies that have none, else two.</summary>
    public static string Money(double amount, string currency)
    {
        var yen = currency is "JPY" or "KRW";
        var number = Math.Abs(amount).ToString(yen ? "N0" : "N2", CultureInfo.InvariantCulture);
        var sign = amount < 0 ? "−" : "";
        return currency switch
        {
            "JPY" => $"{sign}¥{number}",
            "USD" => $"{sign}${number}",
            "EUR" => $"{sign}€{number}",
            "GBP" => $"{sign}£{number}",
            _ => $"{sign}{currency} {number}",
        };
    }
}
