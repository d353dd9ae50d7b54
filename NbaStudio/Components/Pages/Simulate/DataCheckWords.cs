using NbaStudio.Engine.WhatIf;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Simulate;

/// <summary>What recorded answers say of a scenario, in one sentence that claims no more than they do.</summary>
public static class DataCheckWords
{
    /// <summary>Money is told for so many decisions.</summary>
    public const double Per = 1_000;

    public static string Sentence(Words words, Formats formats, DataCheck check)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(formats);
        ArgumentNullException.ThrowIfNull(check);
        return check switch
        {
            { Difference: { } d } => words[d.Interval.Low > 0 ? "sim.checkMore" : d.Interval.High < 0 ? "sim.checkLess" : "sim.checkUnsure", Gain(d.Value), formats.Interval(Gain(d.Interval.Low), Gain(d.Interval.High))],
            { Verdict: DataCheckVerdict.NothingChanges } => words["sim.checkNothing"],
            { Verdict: DataCheckVerdict.TooEarly } => words["sim.checkEarly"],
            { Verdict: DataCheckVerdict.NeverLogged } => words["sim.checkNever", formats.Percent(check.Unsupported)],
            { Verdict: DataCheckVerdict.Mismatch } => words["sim.checkMismatch"],
            { Verdict: DataCheckVerdict.FewCustomers } => words["sim.checkCustomers", formats.Number(check.MoreCustomers)],
            { MoreDecisions: { } more } => words["sim.checkMoreData", formats.Number(more)],
            _ => words["sim.checkCannot"],
        };

        string Gain(double perDecision) => formats.MoneyGain((decimal)(perDecision * Per));
    }
}
