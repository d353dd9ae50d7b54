using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Engine.Propensity;

/// <summary>A predictor's value in 32 bits, as kept responses hold it and grids read it: a single-precision number, or a hash of a category's code.</summary>
internal static class PredictorCode
{
    /// <summary>The value was missing.</summary>
    public const uint Missing = 0xFFC00000;

    /// <summary>The predictor was not known when the response was learned.</summary>
    public const uint NotObserved = 0xFFFFFFFF;

    public static uint Of(double value, PredictorType type)
    {
        if (double.IsNaN(value))
        {
            return Missing;
        }

        if (type == PredictorType.Numeric)
        {
            var number = (float)Math.Clamp(value, -float.MaxValue, float.MaxValue);
            return BitConverter.SingleToUInt32Bits(number == 0 ? 0f : number);
        }

        var hash = (uint)(StableHash.Of(BitConverter.DoubleToInt64Bits(value == 0 ? 0.0 : value)) >> 32);
        return hash >= Missing ? hash & 0x7FFFFFFF : hash; // the topmost codes are taken
    }

    public static float Number(uint code) => BitConverter.UInt32BitsToSingle(code);
}
