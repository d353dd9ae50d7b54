namespace NbaStudio.Engine.Propensity;

/// <summary>Two predictors of the same responses, by the log loss of what each said before it learned; older responses count less.</summary>
/// <param name="memory">Responses after which a comparison has lost 63 % of its weight.</param>
internal sealed class Contest(int memory)
{
    private const double OneSided95 = 1.6448536269514722;
    private readonly double _keep = 1 - (1.0 / memory);
    private double _excess;
    private double _squares;

    /// <summary>Whether the challenger is better beyond chance.</summary>
    public bool IsWon => -_excess > OneSided95 * Math.Sqrt(_squares);

    /// <summary>Whether the challenger is worse beyond chance.</summary>
    public bool IsLost => _excess > OneSided95 * Math.Sqrt(_squares);

    /// <summary>Whether the challenger is at least as good so far.</summary>
    public bool IsAhead => _excess < 0;

    public void Observe(double challengerLoss, double championLoss)
    {
        var difference = challengerLoss - championLoss;
        _excess = (_excess * _keep) + difference;
        _squares = (_squares * _keep) + (difference * difference);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_excess);
        writer.Write(_squares);
    }

    public void Read(BinaryReader reader)
    {
        _excess = reader.ReadDouble();
        _squares = reader.ReadDouble();
    }
}
