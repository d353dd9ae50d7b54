using System.Runtime.InteropServices;

namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>A weight as a normal variable. Four doubles side by side: learning reads and writes them as one vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NormalWeight
{
    public double Mean;

    /// <summary>After everything that was learned.</summary>
    public double Variance;

    /// <summary>The variance by settled responses alone, in which open ones still find their places (<see cref="PooledModel"/>). It counts the evidence of each when it settles, <see cref="Variance"/> when it comes, so it may lie on either side once all are settled.</summary>
    public double Settled;

    private readonly double _unused;

    /// <summary>One that has learned nothing.</summary>
    public static NormalWeight Of(double prior) => new() { Variance = prior, Settled = prior };
}
