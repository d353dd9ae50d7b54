namespace NbaStudio.Engine.WhatIf;

/// <summary>Which recorded decisions a what-if looks at.</summary>
/// <param name="From">From this moment on, milliseconds since 1970 UTC.</param>
/// <param name="To">Before this moment.</param>
/// <param name="Most">As many decisions as this at most, in [1, <see cref="Limit"/>]; where there are more, those of a part of the customers, all of theirs, chosen evenly by a hash.</param>
public sealed record WhatIfRange(long From, long To, int Most)
{
    /// <summary>Most decisions of one sample: about 6 KB each are held in memory.</summary>
    public const int Limit = 50_000;

    /// <summary>Decisions that a what-if looks at unless told otherwise.</summary>
    public const int Usual = 20_000;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Most, Limit);
        if (From >= To)
        {
            throw new ArgumentException($"The range begins at {From} and ends at {To}: its end has to be later.");
        }
    }
}

/// <summary>How far a what-if is.</summary>
/// <param name="Reading">Whether the records are still being read and decided as today's policy does; then comes the scenario.</param>
/// <param name="Of">How many there are to do; 0 = not known yet.</param>
public readonly record struct WhatIfProgress(bool Reading, int Done, int Of);
