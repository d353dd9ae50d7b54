using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Propensity;

/// <summary>Holds a model back whose predictions do not add up to what happened: those of the decisions where it spoke, else those made before learning.</summary>
/// <remarks>
/// A check falls due with every 20 positives: the ratio sum of P / positives with its Poisson interval. Wholly outside 0.67-1.5: not served.
/// Served again after two checks in a row that are not.
/// </remarks>
internal sealed class CalibrationGate
{
    public const int CheckPositives = 20;
    private const double LowestRatio = 0.67;
    private const double HighestRatio = 1.5;
    private static readonly ConfidenceInterval Positives = PoissonInterval.Of(CheckPositives);

    private double _sum;
    private int _positives;
    private int _goodChecks;

    public bool IsClosed { get; private set; }

    public double LastRatio { get; private set; } = double.NaN;

    public void Observe(double p, bool positive)
    {
        _sum += p;
        _positives += positive ? 1 : 0;
        if (_positives < CheckPositives)
        {
            return;
        }

        LastRatio = _sum / _positives;
        var isOutside = _sum / Positives.Low < LowestRatio || _sum / Positives.High > HighestRatio;
        _goodChecks = isOutside ? 0 : _goodChecks + 1;
        IsClosed = isOutside || (IsClosed && _goodChecks < 2);
        _sum = 0;
        _positives = 0;
    }

    /// <summary>A negative that was counted before turned out positive.</summary>
    public void Correct() => Observe(0, true);

    public void Write(BinaryWriter writer)
    {
        writer.Write(_sum);
        writer.Write(_positives);
        writer.Write(_goodChecks);
        writer.Write(IsClosed);
        writer.Write(LastRatio);
    }

    public void Read(BinaryReader reader)
    {
        _sum = reader.ReadDouble();
        _positives = reader.ReadInt32();
        _goodChecks = reader.ReadInt32();
        IsClosed = reader.ReadBoolean();
        LastRatio = reader.ReadDouble();
    }
}
