using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Simulate;

/// <summary>What the models say of a scenario, in sentences that claim no more than they do.</summary>
public static class ModelWords
{
    /// <summary>Money: more, less, or neither for sure, with its interval.</summary>
    public static string Sentence(Words words, Formats formats, WhatIfResult result)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(formats);
        ArgumentNullException.ThrowIfNull(result);
        var value = result.Value;
        var range = value.Interval is { } i ? formats.Interval(Gain(i.Low), Gain(i.High)) : "";
        if (value.Interval is not { } interval || (interval.Low <= 0 && interval.High >= 0))
        {
            return words["sim.valueUnsure", Gain(value.Value), range];
        }

        return IsNothing(formats, value.Value) ? words["levers.sameValue"]
            : words[value.Value > 0 ? "sim.valueMore" : "sim.valueLess", formats.MoneyInSentence(Size(value.Value)), range];

        string Gain(double perDecision) => formats.MoneyGain((decimal)(perDecision * DataCheckWords.Per));
    }

    /// <summary>Money before there is an interval: more, less, or the same where the unit that is shown does not tell.</summary>
    /// <param name="difference">Per decision.</param>
    public static string Quick(Words words, Formats formats, double difference)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(formats);
        return IsNothing(formats, difference) ? words["levers.sameValue"] : words[difference > 0 ? "levers.moreValue" : "levers.lessValue", formats.MoneyInSentence(Size(difference))];
    }

    /// <summary>Value and acceptance as shares of today's, each with its interval.</summary>
    public static string Shares(Words words, Formats formats, WhatIfResult result)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(formats);
        ArgumentNullException.ThrowIfNull(result);
        var before = result.Before.Totals;
        return words["levers.words", Share(result.Value, before.Value / Math.Max(1, result.Decisions)), result.Acceptance is { } a ? Share(a, before.Acceptances / before.Contacts) : Formats.Missing];

        string Share(Difference difference, double today) => today <= 0 ? Formats.Missing
            : difference.Interval is { } i ? words["levers.ranged", Percent(difference.Value / today), formats.Interval(Percent(i.Low / today), Percent(i.High / today))] : Percent(difference.Value / today);
        string Percent(double share) => Math.Abs(share) < 0.00005 ? formats.Percent(0) : (share < 0 ? "−" : "+") + formats.Percent(Math.Abs(share));
    }

    private static decimal Size(double perDecision) => (decimal)Math.Abs(perDecision * DataCheckWords.Per);

    private static bool IsNothing(Formats formats, double perDecision) => formats.MoneyInSentence(Size(perDecision)) == formats.MoneyInSentence(0);
}
