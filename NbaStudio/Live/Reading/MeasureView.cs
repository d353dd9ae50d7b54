using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Control;

namespace NbaStudio.Live.Reading;

/// <summary>How the control groups stand.</summary>
/// <param name="Now">The hub's time.</param>
/// <param name="Progress">Share of the journal that is counted since the start, in [0, 1]; below 1 the numbers are those of an earlier time.</param>
/// <param name="Simulated">Whether the customers are made up.</param>
/// <param name="Lines">The hold-outs of the policy in force, in its order.</param>
public sealed record MeasureView(DateTimeOffset Now, double Progress, bool Simulated, IReadOnlyList<MeasureLine> Lines)
{
    /// <summary>Whether the policy in force holds anybody out, also while that is not counted yet.</summary>
    public bool HoldsOut { get; init; }

    /// <summary>Whether counting stopped at an entry that could not be read: the numbers are those of then.</summary>
    public bool IsStopped { get; init; }

    /// <summary>The trial that runs, or how the last one ended: its customers (treated) beside everyone else; null = there was none.</summary>
    public MeasureLine? Trial { get; init; }

    /// <summary>Comparisons with a number: all intervals hold together.</summary>
    public int Numbers => (Trial is { } trial ? Lines.Append(trial) : Lines).Sum(l => l.Results.Count(r => r.Interval is not null));
}

/// <summary>One hold-out, or a trial.</summary>
/// <param name="Id">Id in the policy; "trial" and its number of a trial.</param>
/// <param name="Objective">Id of the objective that is kept from its customers; null = everything.</param>
/// <param name="Name">Name of the objective in the reader's language; empty for everything.</param>
/// <param name="Results">By outcome, in their order.</param>
/// <param name="Before">Whether the arms were alike before: difference in money and its p-value; null where too few had any.</param>
public sealed record MeasureLine(string Id, string? Objective, string Name, IReadOnlyList<ControlResult> Results, (double Difference, double PValue)? Before)
{
    /// <summary>The arms and how they stood.</summary>
    public ControlLine Of => Results[0].Line;

    public DateTimeOffset Since => DateTimeOffset.FromUnixTimeMilliseconds(Of.Since);

    public ControlResult On(ControlOutcome outcome) => Results[(int)outcome];

    /// <summary>How the difference went, with the interval at each time; from when on there was enough.</summary>
    /// <param name="among">Comparisons with a number.</param>
    public IReadOnlyList<MeasurePoint> Track(ControlOutcome outcome, int among, DateTimeOffset now)
    {
        var last = new ControlPoint(now.ToUnixTimeMilliseconds(), Of.Treated, Of.Control);
        return [.. Of.Track.Append(last).Select(p => (p.Time, At: ControlJudge.At(p, outcome, among))).Where(p => p.At is not null)
            .Select(p => new MeasurePoint(DateTimeOffset.FromUnixTimeMilliseconds(p.Time), p.At!.Value.Middle, p.At.Value.Interval))];
    }
}

/// <summary>The difference between treated and control at a time, per customer since the hold-out began.</summary>
public readonly record struct MeasurePoint(DateTimeOffset Time, double Difference, ConfidenceInterval Interval);
