using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Engine.Measurement.Experiments;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Measure;

/// <summary>What control groups say, in words and figures. Never says more than the verdict.</summary>
public sealed class MeasureTexts(Words words, Formats formats)
{
    /// <summary>What shows within the hour shows now.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    /// <summary>Everything, or the name of the objective.</summary>
    public string Name(MeasureLine line) => line.Objective is null ? words["measure.everything"] : line.Name;

    /// <summary>A difference with its sign: +¥214, or +1.2 points.</summary>
    public string Difference(double value, ControlOutcome outcome) =>
        outcome == ControlOutcome.Money ? (value == 0 ? formats.Money(0.0) : double.IsFinite(value) && Math.Abs(value) < 1e15 ? formats.MoneyGain((decimal)value) : Formats.Missing) : formats.Points(value);

    /// <summary>+43 to +385.</summary>
    public string Interval(ControlResult result) => result.Interval is not { } interval ? Formats.Missing
        : formats.Interval(Difference(interval.Low, result.Outcome), Difference(interval.High, result.Outcome));

    /// <summary>Mean of one customer of an arm.</summary>
    public string Mean(double value, ControlOutcome outcome) => outcome == ControlOutcome.Money ? formats.Money(value) : formats.Percent(value);

    /// <summary>For all treated customers together; null until it is decided.</summary>
    public string? Total(ControlResult result) => result.Total is not { } total ? null
        : result.Outcome == ControlOutcome.Money
            ? formats.Interval(formats.MoneyGain((decimal)total.Interval.Low), formats.MoneyGain((decimal)total.Interval.High))
            : words["measure.customers", formats.Interval(People(total.Interval.Low), People(total.Interval.High))];

    /// <summary>The verdict of a line in few words.</summary>
    public string Short(ControlResult result, DateTimeOffset now) => words["measure.short." + Verdict(result, now) + (result.IsDecided ? "." + result.Outcome : "")];

    /// <summary>Stands for the sort of verdict: Better, Worse, Suspicious, NoNumber, Early or NoSign.</summary>
    public static string Verdict(ControlResult result, DateTimeOffset now) => result.Verdict switch
    {
        LineVerdict.NotYet or LineVerdict.OnlyIfPlanned => result.Verdict == LineVerdict.NotYet && IsVisible(result, now) ? "NoSign" : "Early",
        var verdict => verdict.ToString(),
    };

    /// <summary>The headline: one sentence that could be read aloud.</summary>
    public string Headline(MeasureLine line, ControlOutcome outcome, DateTimeOffset now)
    {
        var result = line.On(outcome);
        return result.IsDecided
            ? words[$"measure.head.{result.Verdict}.{outcome}", Size(result), formats.Duration(now - line.Since)]
            : words["measure.head." + Verdict(result, now) + (result.Verdict is LineVerdict.Suspicious or LineVerdict.NoNumber ? "" : "." + outcome)];
    }

    /// <summary>What the headline rests on.</summary>
    public string Reason(MeasureLine line, ControlOutcome outcome, DateTimeOffset now)
    {
        var result = line.On(outcome);
        if (result.Judged.Refusal is { } refusal)
        {
            var few = outcome == ControlOutcome.Left ? (line.Of.Treated.Left, line.Of.Control.Left) : (line.Of.Treated.Bought, line.Of.Control.Bought);
            return words["measure.refused." + refusal.Code, formats.Number(line.Of.Treated.Count), formats.Number(line.Of.Control.Count), formats.Number(few.Item1), formats.Number(few.Item2)] + Visible(result, now);
        }

        if (result.Verdict == LineVerdict.Suspicious)
        {
            return words["measure.suspicious", formats.Number(line.Of.Treated.Count), formats.Number(line.Of.Control.Count), P(result.Split.PValue)];
        }

        var interval = Interval(result);
        return result.IsDecided ? words["measure.sure", interval] : words["measure.open", Difference(result.Judged.Effect!.Difference, outcome), interval] + Visible(result, now);
    }

    /// <summary>0.51; below 0.001 that.</summary>
    public string P(double pValue) => pValue < 0.001 ? "< 0.001" : formats.Fixed(pValue, pValue < 0.01 ? 3 : 2);

    private string Visible(ControlResult result, DateTimeOffset now) => (result.VisibleOn is { } on ? DateTimeOffset.FromUnixTimeMilliseconds(on) : default(DateTimeOffset?)) switch
    {
        null => "",
        { } time when time <= now => " " + words["measure.visibleNow"],
        { } time => " " + words["measure.visibleOn", time - now < TimeSpan.FromDays(2) ? formats.Moment(time) : formats.Day(time, now)],
    };

    private string Size(ControlResult result) => Math.Abs(result.Judged.Effect!.Difference) is var size && result.Outcome == ControlOutcome.Money
        ? formats.MoneyInSentence((decimal)size) : formats.Points(size).TrimStart('+');

    private string People(double value) => (value > 0 ? "+" : "") + formats.Number((long)Math.Round(value));

    private static bool IsVisible(ControlResult result, DateTimeOffset now) => result.VisibleOn is { } on && DateTimeOffset.FromUnixTimeMilliseconds(on) <= now + Soon;
}
