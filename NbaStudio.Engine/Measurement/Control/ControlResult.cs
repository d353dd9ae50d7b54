using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Engine.Measurement.Control;

/// <summary>What may be said of one hold-out on one outcome.</summary>
/// <param name="Line">The hold-out and its sums.</param>
/// <param name="Treated">Of one treated customer; of money less what money before explains, where there is enough of it.</param>
/// <param name="Control">Of one customer held out, likewise.</param>
/// <param name="Explained">Share of the spread that money before explains, in [0, 1); 0 where nothing is taken off.</param>
/// <param name="Split">Whether both arms have the sizes that were planned.</param>
/// <param name="Judged">The judged comparison; with a refusal where there is no number.</param>
/// <param name="Interval">Of the difference; together with all other intervals it holds at every look in 95 % of cases. Null without a number.</param>
/// <param name="Relative">The same as a share of the control; null where the control is too near 0.</param>
/// <param name="Verdict">Never names a winner whose interval holds no difference.</param>
/// <param name="VisibleOn">When the interval would leave zero out at a lift of <see cref="ControlJudge.PlannedLift"/>, with a chance of 80 %, at the pace of now; milliseconds since 1970 UTC; null = nobody can say.</param>
public sealed record ControlResult(
    ControlLine Line, ControlOutcome Outcome, ArmEstimate Treated, ArmEstimate Control, double Explained, SampleRatio Split, ComparisonLine Judged, ConfidenceInterval? Interval,
    RelativeEffect? Relative, LineVerdict Verdict, long? VisibleOn)
{
    /// <summary>Whether beyond chance, for better or worse.</summary>
    public bool IsDecided => Verdict is LineVerdict.Better or LineVerdict.Worse;

    /// <summary>The difference for all treated customers together, with its interval; only where it is decided.</summary>
    public (double Middle, ConfidenceInterval Interval)? Total => IsDecided && Interval is { } i
        ? (Judged.Effect!.Difference * Line.Treated.Count, new ConfidenceInterval(i.Low * Line.Treated.Count, i.High * Line.Treated.Count)) : null;

    /// <summary>Money of the customers who were kept, at what a treated customer paid since the beginning; only of <see cref="ControlOutcome.Left"/>, where fewer left.</summary>
    public (double Middle, ConfidenceInterval Interval)? Retained => Outcome == ControlOutcome.Left && Verdict == LineVerdict.Better && Total is { } total
        ? (-total.Middle * Line.Treated.Mean, new ConfidenceInterval(-total.Interval.High * Line.Treated.Mean, -total.Interval.Low * Line.Treated.Mean)) : null;
}
