using System.Globalization;
using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Content;

/// <summary>Writes values for customers, in their language. Thread safe.</summary>
public static class ValueFormatter
{
    private static readonly Dictionary<string, (string Symbol, int Decimals)> Currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["USD"] = ("$", 2), ["EUR"] = ("€", 2), ["GBP"] = ("£", 2), ["JPY"] = ("¥", 0), ["CNY"] = ("¥", 2), ["KRW"] = ("₩", 0), ["INR"] = ("₹", 2), ["VND"] = ("₫", 0),
    };

    /// <summary>A value as text; missing gives an empty text.</summary>
    /// <param name="value">The value.</param>
    /// <param name="language">Language tag such as en or ja; an unknown one is written invariantly.</param>
    /// <param name="currency">ISO 4217 code of money.</param>
    /// <param name="zone">Zone in which dates are shown.</param>
    public static string Format(Value value, string language, string currency, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var culture = CultureOf(language);
        var japanese = culture.TwoLetterISOLanguageName == "ja";
        return value.Kind switch
        {
            ValueKind.Missing => "",
            ValueKind.Number => value.Number.ToString(Math.Abs(value.Number) < 1e15 ? "#,##0.######" : "R", culture),
            ValueKind.Money => FormatMoney(value.Number, culture, currency),
            ValueKind.DateTime => FormatDate(value, culture, zone),
            ValueKind.Boolean => (value.IsTrue, japanese) switch { (true, true) => "はい", (false, true) => "いいえ", (true, _) => "yes", _ => "no" },
            ValueKind.TextSet => string.Join(japanese ? "、" : ", ", value.Set!.Select(t => t.Original)),
            _ => value.ToString(),
        };
    }

    private static string FormatMoney(double amount, CultureInfo culture, string currency)
    {
        var (symbol, decimals) = Currencies.TryGetValue(currency, out var known) ? known : (currency + "\u00A0", 2);
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = symbol;
        format.CurrencyDecimalDigits = decimals;
        return amount.ToString("C", format);
    }

    private static string FormatDate(Value value, CultureInfo culture, TimeZoneInfo zone)
    {
        if (value.Number is < -62_135_510_400_000 or > 253_402_214_400_000)
        {
            return "";
        }

        var local = TimeZoneInfo.ConvertTime(value.AsDateTime, zone);
        return culture.TwoLetterISOLanguageName switch
        {
            "ja" => local.ToString("yyyy年M月d日", CultureInfo.InvariantCulture),
            "en" => local.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture),
            _ => local.ToString("d", culture),
        };
    }

    private static CultureInfo CultureOf(string? language)
    {
        try
        {
            return string.IsNullOrEmpty(language) ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
