using System.Runtime.InteropServices;

namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>A weight as a normal variable. Mean and variance side by side: learning reads and writes both, as one vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NormalWeight
{
    public double Mean;

    public double Variance;
}
