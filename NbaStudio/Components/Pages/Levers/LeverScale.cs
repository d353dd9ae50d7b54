using System.Globalization;

namespace NbaStudio.Components.Pages.Levers;

/// <summary>Places on a slider and the factors they stand for: logarithmic from 0.1 to 10 with neutral 1 in the middle, and 0, a pause, left of it all. Pure.</summary>
public static class LeverScale
{
    /// <summary>Place of the factor 10; minus it, of 0.1. Twenty steps to ten: about 12 % each.</summary>
    public const int Highest = 20;

    /// <summary>Place of 0.</summary>
    public const int Off = -Highest - 1;

    /// <summary>Largest lever.</summary>
    public const double Most = 10;

    /// <summary>The factor at a place, in two digits.</summary>
    /// <param name="place">From <see cref="Off"/> to <see cref="Highest"/>.</param>
    public static double Factor(int place)
    {
        if (place <= Off)
        {
            return 0;
        }

        var factor = Math.Pow(10, Math.Min(place, Highest) / (double)Highest);
        return Math.Round(factor, factor < 1 ? 2 : factor < Most ? 1 : 0);
    }

    /// <summary>The nearest place; factors under 0.1 but over 0 stand at 0.1.</summary>
    public static int Place(double factor) => factor <= 0 ? Off : (int)Math.Clamp(Math.Round(Highest * Math.Log10(factor)), -Highest, Highest);

    /// <summary>Where a factor stands between the ends, in [0, 1], exactly.</summary>
    public static double Share(double factor) => factor <= 0 ? 0 : (Math.Clamp(Highest * Math.Log10(factor), -Highest, Highest) - Off) / (Highest - Off);

    /// <summary>What a person typed: a number from 0 to 10; null where it is none.</summary>
    public static double? Read(string? text) =>
        double.TryParse(text?.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= Most ? Math.Round(value, 4) : null;

    /// <summary>A factor as a person types it: 1.25, 0.8, 1.</summary>
    public static string Text(double factor) => factor.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A factor as the JSON of a policy's field; null for neutral, which is left out.</summary>
    public static string? Json(double factor) => factor == 1 ? null : factor.ToString("R", CultureInfo.InvariantCulture);
}
