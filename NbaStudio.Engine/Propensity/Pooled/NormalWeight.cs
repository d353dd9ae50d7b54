namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>A weight as a normal variable. Mean and variance side by side: learning reads and writes both.</summary>
internal struct NormalWeight
{
    public double Mean;

    public double Variance;
}
