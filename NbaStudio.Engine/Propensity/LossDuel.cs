namespace NbaStudio.Engine.Propensity;

/// <summary>Two models that predict the same responses before they are learned: which one loses less, beyond chance.</summary>
/// <remarks>Older responses fade (weight 1 - 1/5,000 a response), so that a model which became better shows.</remarks>
internal sealed class LossDuel
{
    private const double OneSided95 = 1.6448536269514722;
    private const double Fading = 1 - (1.0 / 5000);
    private const int FewestPositives = 20;

    private double _difference;
    private double _squares;
    private long _positives;

    /// <summary>Loss of the first less loss of the second: above 0 while the second predicts better.</summary>
    public double Difference => _difference;

    /// <summary>Whether the second predicts better than chance explains.</summary>
    public bool SecondIsBetter => _positives >= FewestPositives && _difference > OneSided95 * Math.Sqrt(_squares);

    /// <summary>Whether the first does.</summary>
    public bool FirstIsBetter => _positives >= FewestPositives && -_difference > OneSided95 * Math.Sqrt(_squares);

    public void Observe(double firstLoss, double secondLoss, bool positive)
    {
        var difference = firstLoss - secondLoss;
        _difference = (_difference * Fading) + difference;
        _squares = (_squares * Fading * Fading) + (difference * difference);
        _positives += positive ? 1 : 0;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_difference);
        writer.Write(_squares);
        writer.Write(_positives);
    }

    public void Read(BinaryReader reader) => (_difference, _squares, _positives) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt64());
}
