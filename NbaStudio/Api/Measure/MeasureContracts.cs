using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Engine.Measurement.Experiments;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Measure;

/// <param name="Time">The hub's time.</param>
/// <param name="Counted">Share of the journal that is counted since the start, in [0, 1].</param>
/// <param name="Simulated">Whether the customers are made up.</param>
/// <param name="HoldOuts">Of the policy in force; empty where it holds nobody out.</param>
/// <param name="Trial">The trial that runs, or how the last one ended: treated are its customers, control is everyone else; absent where there was none.</param>
public sealed record ControlGroupsAnswer(DateTimeOffset Time, double Counted, bool Simulated, IReadOnlyList<ControlGroupAnswer> HoldOuts, ControlGroupAnswer? Trial)
{
    internal static ControlGroupsAnswer Of(MeasureView view) => new(view.Now, view.Progress, view.Simulated, [.. view.Lines.Select(ControlGroupAnswer.Of)], view.Trial is { } trial ? ControlGroupAnswer.Of(trial) : null);
}

/// <summary>A hold-out.</summary>
/// <param name="Objective">Id of the objective that is kept from its customers; absent = everything but service.</param>
/// <param name="Since">From when on outcomes count.</param>
/// <param name="Treated">Customers who get everything, or everything of the objective.</param>
/// <param name="Control">Customers held out.</param>
/// <param name="PlannedShare">Share of the control among both, as the hashes draw it.</param>
/// <param name="SplitPValue">Of the split being as planned: below 0.01 no winner is named, below 0.001 no number is given.</param>
/// <param name="BeforePValue">Of both having paid the same before; absent where too few had paid.</param>
/// <param name="Moved">Customers left out because they were merged from both arms.</param>
/// <param name="Erased">Customers erased since.</param>
public sealed record ControlGroupAnswer(
    string Id, string? Objective, DateTimeOffset Since, long Treated, long Control, double PlannedShare, double SplitPValue, double? BeforePValue, int Moved, int Erased,
    IReadOnlyList<ControlOutcomeAnswer> Outcomes)
{
    internal static ControlGroupAnswer Of(MeasureLine line) => new(
        line.Id, line.Objective, line.Since, line.Of.Treated.Count, line.Of.Control.Count, line.Of.PlannedShare, line.Results[0].Split.PValue, line.Before?.PValue, line.Of.Moved, line.Of.Erased,
        [.. line.Results.Select(ControlOutcomeAnswer.Of)]);
}

/// <summary>One outcome of a hold-out, per customer since it began.</summary>
/// <param name="Treated">Mean of a treated customer: money, or a share; money less what money before explains.</param>
/// <param name="Difference">Treated less control; absent with a refusal, as are all numbers after it.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="Lift">The difference as a share of the control; absent where that is too near 0.</param>
/// <param name="PValue">At every look and over all lines (Holm).</param>
/// <param name="Explained">Share of the spread that money before explains.</param>
/// <param name="Total">For all treated customers; absent until better or worse.</param>
/// <param name="Retained">Money of customers kept; absent until fewer left beyond chance.</param>
/// <param name="VisibleOn">When a lift of 10 % would show at the pace of now.</param>
public sealed record ControlOutcomeAnswer(
    ControlOutcome Outcome, double Treated, double Control, double? Difference, double? Low, double? High, double? Lift, double? LiftLow, double? LiftHigh, double? PValue, LineVerdict Verdict,
    double Explained, double? Total, double? TotalLow, double? TotalHigh, double? Retained, double? RetainedLow, double? RetainedHigh, DateTimeOffset? VisibleOn, ControlRefusalAnswer? Refusal)
{
    internal static ControlOutcomeAnswer Of(ControlResult r) => new(
        r.Outcome, r.Treated.Mean, r.Control.Mean, r.Judged.Effect?.Difference, r.Interval?.Low, r.Interval?.High, r.Relative?.Lift, r.Relative?.Anytime.Low, r.Relative?.Anytime.High,
        r.Judged.Effect is null ? null : r.Judged.AdjustedAnytimePValue, r.Verdict, r.Explained, r.Total?.Middle, r.Total?.Interval.Low, r.Total?.Interval.High,
        r.Retained?.Middle, r.Retained?.Interval.Low, r.Retained?.Interval.High, r.VisibleOn is { } on ? DateTimeOffset.FromUnixTimeMilliseconds(on) : null,
        r.Judged.Refusal is { } refusal ? new ControlRefusalAnswer(refusal.Code, refusal.Sentence) : null);
}

/// <summary>Why there is no number.</summary>
public sealed record ControlRefusalAnswer(string Code, string Sentence);
