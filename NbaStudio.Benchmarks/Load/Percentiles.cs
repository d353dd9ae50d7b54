using System.Diagnostics;
using System.Globalization;

namespace NbaStudio.Benchmarks.Load;

/// <summary>Exact percentiles of all measured times: nothing is sampled or bucketed.</summary>
internal sealed class Percentiles
{
    private readonly long[] _sorted;

    public Percentiles(IEnumerable<long> ticks)
    {
        _sorted = [.. ticks];
        Array.Sort(_sorted);
    }

    public int Count => _sorted.Length;

    /// <summary>Milliseconds below or at which the share (0 to 1) of all times lies; nearest rank; NaN without times.</summary>
    public double At(double share) =>
        _sorted.Length == 0 ? double.NaN : Stopwatch.GetElapsedTime(0, _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)]).TotalMilliseconds;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At(0.5):F1} | {At(0.99):F1} | {At(0.999):F1} | {At(1):F1}");
}
