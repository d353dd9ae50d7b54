using NbaStudio.Engine.Arbitration;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Answers of a trial's customers and of everyone else since its share is what it is. Immutable.</summary>
/// <param name="Draw">The trial that ran last; null = none yet.</param>
/// <param name="Runs">Whether it still does.</param>
internal readonly record struct TrialCounts(TrialDraw? Draw, bool Runs, WatchCounts Rest, WatchCounts Taken)
{
    /// <summary>Another share counts anew: who comes in was with the others until then. What ended is kept to be read.</summary>
    public TrialCounts Follow(TrialDraw? draw) => draw is null ? this with { Runs = false } : IsSame(draw) ? this with { Runs = true } : new TrialCounts(draw, true, default, default);

    public TrialCounts With(long customer, WatchCounts counts) => !Runs ? this : Draw!.Takes(customer) ? this with { Taken = Taken + counts } : this with { Rest = Rest + counts };

    /// <summary>With what was counted before of the same share; all of it where nothing was counted since.</summary>
    public TrialCounts After(TrialCounts earlier) => Draw is null ? earlier : earlier.Draw is { } draw && IsSame(draw) ? this with { Rest = Rest + earlier.Rest, Taken = Taken + earlier.Taken } : this;

    private bool IsSame(TrialDraw other) => Draw is { } own && own.Id == other.Id && own.Share.Equals(other.Share);
}
