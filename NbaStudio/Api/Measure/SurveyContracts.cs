using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Serving.Census;
using NbaStudio.Live;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Measure;

/// <summary>What became of the candidates of the latest decisions.</summary>
/// <param name="LeftOut">Decisions whose record, or revision, is not kept any more.</param>
/// <param name="Since">Time of the oldest decision looked at; absent = none.</param>
/// <param name="Losses">Where candidates fell, those of the most first.</param>
/// <param name="Unseen">Actions that no decision of the sample chose.</param>
/// <param name="Beaten">Actions that were chosen at times and stood behind another one, those most often first.</param>
public sealed record SurveyAnswer(
    int Decisions, int LeftOut, DateTimeOffset? Since, long Candidates, long Chosen, IReadOnlyList<LossAnswer> Losses, IReadOnlyList<UnseenAnswer> Unseen, GapsAnswer Gaps, ExplorationAnswer Exploration,
    IReadOnlyList<FairnessAnswer> Fairness, IReadOnlyList<BeatenAnswer> Beaten)
{
    internal static SurveyAnswer Of(SurveyView view) => new(
        view.Of.Decisions, view.Of.LeftOut, view.Of.Since, view.Of.Candidates, view.Of.Chosen,
        [.. view.Losses.Select(l => new LossAnswer(l.Place.Stage, l.Place.Reason, l.Place.Name, l.Candidates, l.Decisions))],
        [.. view.Unseen.Select(u => new UnseenAnswer(u.Name, u.Fate.Candidate, u.BlockedBy?.Stage, u.BlockedBy?.Reason, u.BlockedBy?.Name, u.Fate.Blocked, u.Fate.Outranked, u.TakenBy, u.Fate.Taken))],
        GapsAnswer.Of(view.Of.Gaps), ExplorationAnswer.Of(view), [.. view.Of.Fairness.Select(FairnessAnswer.Of)],
        [.. view.Beaten.Select(b => new BeatenAnswer(b.Name, b.Fate.Candidate, b.Fate.Chosen, b.Fate.Outranked, b.By, b.Fate.Taken))]);
}

/// <param name="Item">Name of the objective, group, action, treatment, channel, contact policy or budget; absent where none is to blame.</param>
/// <param name="Decisions">Decisions in which it happened.</param>
public sealed record LossAnswer(FunnelStage Stage, string Reason, string? Item, long Candidates, int Decisions);

/// <param name="Candidate">Decisions in which it was a candidate.</param>
/// <param name="Blocked">Treatments that fell at what stops most.</param>
/// <param name="Outranked">Treatments that were good enough, and another action stood in their place.</param>
/// <param name="TakenBy">The action that stood there most often, <paramref name="Taken"/> times.</param>
public sealed record UnseenAnswer(string Action, int Candidate, FunnelStage? Stage, string? Reason, string? Item, long Blocked, long Outranked, string? TakenBy, long Taken);

/// <param name="Candidate">Decisions in which it was a candidate.</param>
/// <param name="Chosen">Decisions in which it was chosen.</param>
/// <param name="Outranked">Treatments that were good enough, and another action stood in their place.</param>
/// <param name="TakenBy">The action that stood there most often, <paramref name="Taken"/> times.</param>
public sealed record BeatenAnswer(string Action, int Candidate, int Chosen, long Outranked, string TakenBy, long Taken);

/// <param name="Nothing">Customers for whom every candidate fell before it was scored.</param>
/// <param name="Weak">Customers for whom none was good enough.</param>
public sealed record GapsAnswer(int Customers, int Nothing, int Weak, IReadOnlyList<GapMarkAnswer> Marks)
{
    internal static GapsAnswer Of(CustomerGaps gaps) => new(gaps.Customers, gaps.Nothing, gaps.Weak, [.. gaps.Marks.Select(m => new GapMarkAnswer(
        m.Input, SurveyNumbers.Text(m.Value), SurveyNumbers.Finite(m.Low), SurveyNumbers.Finite(m.High), m.Customers, m.Without, SurveyNumbers.Finite(m.Lift), m.Interval.Low, SurveyNumbers.Finite(m.Interval.High)))]);
}

/// <param name="Value">The value; absent for a range, or where the field is missing.</param>
/// <param name="From">Lower end of a range, inclusive.</param>
/// <param name="To">Upper end, exclusive.</param>
/// <param name="Lift">How many times more often than all others; absent where nobody else is.</param>
public sealed record GapMarkAnswer(string Input, string? Value, double? From, double? To, int Customers, int Without, double? Lift, double LiftLow, double? LiftHigh);

/// <param name="Choices">First places drawn.</param>
/// <param name="Cost">Expected money given up, by the models.</param>
/// <param name="Share">Of what would have been expected without it, in [0, 1].</param>
/// <param name="Even">Of the random check, counted apart.</param>
public sealed record ExplorationAnswer(int Choices, int Explored, double Cost, double CostLow, double CostHigh, double Share, int Even, double EvenCost, IReadOnlyList<LearningAnswer> Learning)
{
    internal static ExplorationAnswer Of(SurveyView view)
    {
        var e = view.Of.Exploration;
        return new(e.Choices, e.Explored, e.Cost, e.CostInterval.Low, e.CostInterval.High, e.Share, e.Even, e.EvenCost, [.. view.Learning.Select(l => new LearningAnswer(l.Name, l.Of.Shown, l.Of.Evidence))]);
    }
}

/// <param name="Shown">Times exploring showed it.</param>
/// <param name="Evidence">Responses that its model rests on.</param>
public sealed record LearningAnswer(string Treatment, int Shown, long Evidence);

/// <param name="Measure">rateRatio or meanValue.</param>
public sealed record FairnessAnswer(string Attribute, string Measure, double Low, double High, int Unknown, IReadOnlyList<FairnessGroupAnswer> Groups)
{
    internal static FairnessAnswer Of(FairnessLine line) => new(line.Attribute, line.MeanValue ? "meanValue" : "rateRatio", line.Low, line.High, line.Unknown, [.. line.Groups.Select(g => new FairnessGroupAnswer(
        SurveyNumbers.Text(g.Value), SurveyNumbers.Finite(g.From), SurveyNumbers.Finite(g.To), g.Customers, g.Spoken, g.Figure, SurveyNumbers.Finite(g.Ratio), g.Interval?.Low,
        SurveyNumbers.Finite(g.Interval?.High ?? double.NaN), g.Verdict))]);
}

/// <param name="Figure">Share of customers who got something, or the mean value of what they were offered.</param>
/// <param name="Ratio">The figure by that of all others; absent with too few.</param>
public sealed record FairnessGroupAnswer(
    string? Value, double? From, double? To, int Customers, int Spoken, double Figure, double? Ratio, double? RatioLow, double? RatioHigh, FairnessVerdict Verdict);

/// <summary>Numbers that JSON has none for are absent.</summary>
internal static class SurveyNumbers
{
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;

    public static string? Text(Value value) => value.Kind == ValueKind.Boolean ? value.IsTrue ? "true" : "false" : value.Text?.Original;
}
