using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Draws of the models' parameters: how far each treatment's propensity may be off, in standard deviations of its log odds.</summary>
/// <remarks>One number for each draw and treatment, the same for all customers: what is not known of a treatment is mostly how well it does at all, so its errors do not average out. Thread safe.</remarks>
internal static class ParameterDraws
{
    public const int Count = 200;

    private const long Salt = 0x4452;

    /// <summary>The deviation of a treatment in a draw: normal with mean 0 and variance 1.</summary>
    public static double Of(int draw, int key)
    {
        // Box and Muller: two even numbers give a normal one.
        var (first, second) = (StableHash.ToUnit(StableHash.Of(Salt, draw, 2L * key)), StableHash.ToUnit(StableHash.Of(Salt, draw, (2L * key) + 1)));
        return Math.Sqrt(-2 * Math.Log(1 - first)) * Math.Cos(2 * Math.PI * second);
    }

    /// <summary>Deviations of a treatment, by draw.</summary>
    public static double[] Of(int key)
    {
        var all = new double[Count];
        for (var d = 0; d < Count; d++)
        {
            all[d] = Of(d, key);
        }

        return all;
    }
}
