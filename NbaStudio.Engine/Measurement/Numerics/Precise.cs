namespace NbaStudio.Engine.Measurement.Numerics;

/// <summary>ln(1 + x) and e^x - 1 with all digits near 0, where <see cref="double.LogP1"/> and <see cref="double.ExpM1"/> lose them: they add and subtract the 1 as written. Thread safe.</summary>
/// <remarks>Source: W. Kahan, in the Hewlett-Packard HP-15C advanced functions handbook, 1982; N. Higham, Accuracy and stability of numerical algorithms, 1.14.1.</remarks>
public static class Precise
{
    /// <param name="x">Above -1.</param>
    public static double LogOnePlus(double x)
    {
        var whole = 1 + x;
        return whole == 1 ? x : double.IsInfinity(whole) ? whole : Math.Log(whole) * (x / (whole - 1));
    }

    public static double ExpMinusOne(double x)
    {
        var power = Math.Exp(x);
        var less = power - 1;
        return power == 1 ? x : less == -1 || double.IsInfinity(power) ? less : less * (x / Math.Log(power));
    }
}
