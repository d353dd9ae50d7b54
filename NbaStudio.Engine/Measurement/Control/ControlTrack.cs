namespace NbaStudio.Engine.Measurement.Control;

/// <summary>How two arms stood over time, in at most 96 points an equal step apart: when they become more, the step doubles. Not thread safe.</summary>
internal sealed class ControlTrack(long since)
{
    public const int Most = 96;

    private const long Hour = 3_600_000;
    private readonly List<ControlPoint> _points = [];
    private long _step = Hour;
    private long _next = since + Hour;

    public IReadOnlyList<ControlPoint> Points => _points;

    /// <summary>Notes how the arms stand when time passes a step; called before what happens at that time is counted.</summary>
    public void Pass(long time, in ArmSums treated, in ArmSums control)
    {
        if (time < _next)
        {
            return;
        }

        var last = since + ((time - since) / _step * _step);
        _points.Add(new ControlPoint(last, treated, control));
        if (_points.Count > Most)
        {
            _step *= 2;
            _points.RemoveAll(p => (p.Time - since) % _step != 0);
        }

        _next = since + (((last - since) / _step) + 1) * _step;
    }
}
