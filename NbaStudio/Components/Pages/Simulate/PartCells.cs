using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Simulate;

/// <summary>Writes the figures of a segment or channel: today's, the scenario's and where that lies with 95 %, given today's.</summary>
internal sealed class PartCells(Words w, Formats f)
{
    /// <summary>Money by the models, for 1,000 decisions.</summary>
    public SimulationParts.Cell Value(ChoiceTotals before, ChoiceTotals after, int decisions, Difference difference) =>
        Cell(DataCheckWords.Per * before.Value / decisions, DataCheckWords.Per * after.Value / decisions, difference, DataCheckWords.Per, f.Money);

    public SimulationParts.Cell Acceptance(ChoiceTotals before, ChoiceTotals after, Difference? difference) =>
        difference is { } known ? Share(Rate(before), Rate(after), known) : new(Pair(Shown(before), Shown(after)));

    public SimulationParts.Cell Silence(SegmentTotals totals, Difference difference) =>
        Share((double)totals.SilentBefore / totals.Decisions, (double)totals.SilentAfter / totals.Decisions, difference);

    public SimulationParts.Cell Contacts(ChoiceTotals before, ChoiceTotals after, int customers, Difference difference) =>
        Cell((double)before.Contacts / customers, (double)after.Contacts / customers, difference, 1, x => f.Fixed(x, 2));

    // No share is above the whole, however wide the interval of the difference is.
    private SimulationParts.Cell Share(double today, double then, Difference difference) => Cell(today, then, difference, 1, x => f.Percent(Math.Min(1, x)));

    private SimulationParts.Cell Cell(double today, double then, Difference difference, double scale, Func<double, string> text)
    {
        // A range that is narrower than the last digit shown says nothing.
        var range = difference.Interval is { } i ? Range(today + (scale * i.Low), today + (scale * i.High)) : null;
        return new(Pair(text(today), text(then)), range);

        string? Range(double low, double high) => text(low) == text(high) ? null : f.Interval(text(Math.Max(0, low)), text(Math.Max(0, high)));
    }

    private string Shown(ChoiceTotals totals) => f.Percent(totals.Contacts == 0 ? null : Rate(totals));

    private string Pair(string before, string after) => before == after ? after : w["levers.pair", before, after];

    private static double Rate(ChoiceTotals totals) => totals.Acceptances / totals.Contacts;
}
