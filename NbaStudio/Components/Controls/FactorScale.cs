namespace NbaStudio.Components.Controls;

/// <summary>Where the fill of a factor bar stands. Pure.</summary>
public static class FactorScale
{
    /// <summary>A part of the track, both in [0, 1].</summary>
    /// <param name="From">Left end.</param>
    /// <param name="Width">Length.</param>
    /// <param name="IsNeutral">Exactly 1: drawn as a mark in the middle.</param>
    /// <param name="IsClipped">The factor lies beyond the scale.</param>
    public readonly record struct Span(double From, double Width, bool IsNeutral, bool IsClipped);

    /// <param name="kind">p: log 0.1 % to 100 %; v: log, three decades up to the limit; c and l: log 1/4 to 4 from the middle.</param>
    /// <param name="value">The factor.</param>
    /// <param name="valueLimit">Highest value in money, above 0.</param>
    public static Span Of(string kind, double value, double valueLimit) => kind switch
    {
        "p" => FromLeft(value, 1),
        "v" => FromLeft(value, valueLimit > 0 ? valueLimit : 1),
        _ => FromMiddle(value),
    };

    private static Span FromLeft(double value, double limit)
    {
        if (!(value > 0))
        {
            return new Span(0, 0, false, false);
        }

        var place = 1 + (Math.Log10(value / limit) / 3);
        return new Span(0, Math.Clamp(place, 0, 1), false, place is < 0 or > 1);
    }

    private static Span FromMiddle(double value)
    {
        if (value == 1)
        {
            return new Span(0.5, 0, true, false);
        }

        var place = value > 0 ? Math.Log2(value) / 2 : -1.01;
        var length = Math.Min(1, Math.Abs(place)) / 2;
        return new Span(place < 0 ? 0.5 - length : 0.5, length, false, Math.Abs(place) > 1);
    }
}
