using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NbaStudio.Engine.Propensity;

/// <summary>The logistic function 1 / (1 + e^-x), eight at a time. One alone comes out the same, to the last bit, as among others. Pure; thread safe.</summary>
internal static class Logistic
{
    public static double Of(double score) => Of(Vector512.Create(score)).ToScalar();

    /// <param name="scores">A multiple of eight.</param>
    /// <param name="chances">Receives as many.</param>
    public static void Of(ReadOnlySpan<double> scores, Span<double> chances)
    {
        ref var from = ref MemoryMarshal.GetReference(scores);
        ref var to = ref MemoryMarshal.GetReference(chances[..scores.Length]);
        for (var i = 0; i + Vector512<double>.Count <= scores.Length; i += Vector512<double>.Count)
        {
            Of(Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }
    }

    private static Vector512<double> Of(Vector512<double> scores) => Vector512<double>.One / (Vector512<double>.One + Vector512.Exp(-scores));
}
