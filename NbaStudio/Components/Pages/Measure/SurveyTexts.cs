using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Serving.Census;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Measure;

/// <summary>What a survey of decisions found, in words.</summary>
public sealed class SurveyTexts(Words words, Formats formats)
{
    /// <summary>The reason, with the item whose rule it is: not eligible: Retain.</summary>
    public string Place(FallPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var reason = words.Or("reason." + place.Reason, "funnel.lost." + place.Stage);
        return place.Name is { } name ? words["survey.place", reason, name] : reason;
    }

    /// <summary>A field and its value or range: Age under 24; Plan is S.</summary>
    public string Mark(NamedMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        var (low, high) = (formats.Number(mark.Of.Low), formats.Number(mark.Of.High));
        return (double.IsNaN(mark.Of.Low), double.IsNaN(mark.Of.High)) switch
        {
            (true, true) when mark.Of.Value.IsMissing => words["survey.mark.missing", mark.Name],
            (true, true) when mark.Of.Value.Kind == ValueKind.Boolean => words["survey.mark.is", mark.Name, words[mark.Of.Value.IsTrue ? "word.yes" : "word.no"]],
            (true, true) => words["survey.mark.is", mark.Name, mark.Of.Value.Text!.Original],
            (true, false) => words["survey.mark.under", mark.Name, high],
            (false, true) => words["survey.mark.from", mark.Name, low],
            _ => words["survey.mark.between", mark.Name, low, high],
        };
    }

    /// <summary>How much more often customers with the mark are left without.</summary>
    public string Lift(GapMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return !double.IsFinite(mark.Lift) ? words["survey.only", formats.Number(mark.Without), formats.Number(mark.Customers)] : words["survey.lift", formats.Times(mark.Lift), formats.Number(mark.Without), formats.Number(mark.Customers), formats.Times(mark.Interval.Low),
            double.IsFinite(mark.Interval.High) ? formats.Times(mark.Interval.High) : "∞"];
    }

    /// <summary>Why nobody sees an action.</summary>
    public string Unseen(UnseenAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var fate = action.Fate;
        return fate.Candidate == 0 ? words["survey.neverCandidate"]
            : fate.Blocked >= fate.Outranked ? words["survey.blockedBy", action.BlockedBy is { } by ? Place(by) : words["reason.other"], formats.Number(fate.Blocked)]
            : words["survey.takenBy", action.TakenBy ?? words["survey.others"], formats.Number(fate.Taken), formats.Number(fate.Outranked)];
    }
}
