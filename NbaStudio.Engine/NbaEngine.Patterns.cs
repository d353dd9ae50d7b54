using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Engine;

/// <content>Patterns: tried on what happened.</content>
public sealed partial class NbaEngine
{
    /// <summary>Runs a pattern over the events of the journal, in event time, without any effect on customers. Long work on the caller's thread: it reads the journal once.</summary>
    /// <param name="pattern">The pattern; its captures are given with the matches.</param>
    /// <param name="coolDown">Rest after a match; zero = none.</param>
    /// <param name="from">Matches that were complete from here on count.</param>
    /// <param name="most">How many matches are given in full, the newest; at least 0.</param>
    /// <param name="progress">Told the share that is read, in [0, 1], on the caller's thread.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 0.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public PatternTrial TryPattern(
        PatternDefinition pattern, TimeSpan coolDown, DateTimeOffset from, int most = 200, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        return new PatternTrialRun(_store, _journal, _services.State.Snapshot, pattern, coolDown).Run(from, Now, most, PatternTrialRun.MaximumKept, progress, cancellation);
    }
}
