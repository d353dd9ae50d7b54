namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>What may be said of one arm against its control on one metric.</summary>
public enum LineVerdict
{
    /// <summary>There is no number; the line's refusal says why.</summary>
    NoNumber,

    /// <summary>The split of customers or of missing values is off, so no winner is named.</summary>
    Suspicious,

    /// <summary>Chance explains the difference.</summary>
    NotYet,

    /// <summary>Beyond chance for one planned look, and not when looked at at any time.</summary>
    OnlyIfPlanned,

    /// <summary>Better than the control, beyond chance over all lines.</summary>
    Better,

    /// <summary>Worse than the control, beyond chance over all lines.</summary>
    Worse,
}
