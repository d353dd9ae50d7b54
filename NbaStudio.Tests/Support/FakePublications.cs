using NbaStudio.Data;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>Plans and watches of the samples; remembers what was asked for.</summary>
public sealed class FakePublications : IPublications
{
    private static readonly DateTimeOffset Noon = ConsoleSamples.Noon;

    public List<string> Calls { get; } = [];

    public List<PlanView> Plans { get; } = [];

    public List<WatchView> Watches { get; } = [];

    /// <summary>A plan that waits, one that failed, a watch that goes on and one that rolled back.</summary>
    public void Fill()
    {
        Plans.Add(new PlanView(new PublicationPlan("spring", Noon.AddHours(5), "hash", "aiko", PlanState.Waiting, null, null, WatchConditions.Usual), "Spring offers"));
        Plans.Add(new PlanView(new PublicationPlan("clash", Noon.AddHours(-2), "hash", "aiko", PlanState.Failed, "conflict", null, null), "Quieter evenings"));
        Watches.Add(new WatchView(
            new PublicationWatch(48, 47, Noon.AddHours(-3), "aiko", WatchConditions.Usual, WatchState.Watching, null, null), new WatchCounts(18_200, 910, 40), new WatchCounts(2_310, 121, 4), 8_400, 4.2));
        Watches.Add(new WatchView(
            new PublicationWatch(46, 45, Noon.AddDays(-2), "aiko", WatchConditions.Usual, WatchState.RolledBack, new BrokenCondition("acceptance", 0.031, 0.0375, 2_400).ToNote(), Noon.AddDays(-1)),
            new WatchCounts(18_200, 910, 40), new WatchCounts(2_400, 74, 4), 8_400, 4.2));
    }

    public Task<PublicationsView> ReadAsync(CancellationToken cancellationToken = default) => Task.FromResult(new PublicationsView([.. Plans], [.. Watches]));

    public Task<BoardResult> PlanAsync(string change, DateTimeOffset at, string seenHash, WatchConditions? watch, Caller who, double? share = null, CancellationToken cancellationToken = default) =>
        Note(who, FormattableString.Invariant($"plan {change} {at.UtcDateTime:yyyy-MM-ddTHH:mm} {watch?.AcceptanceDrop}{(share is null ? "" : FormattableString.Invariant($" for {share}"))}"));

    public Task<BoardResult> CancelAsync(string change, Caller who, CancellationToken cancellationToken = default)
    {
        Plans.RemoveAll(p => p.Plan.ChangeId == change);
        return Note(who, "cancel " + change);
    }

    public Task<BoardResult> WatchAsync(int revision, WatchConditions conditions, Caller who, CancellationToken cancellationToken = default) =>
        Note(who, FormattableString.Invariant($"watch {revision} {conditions.Hours}"));

    public Task<BoardResult> EndWatchAsync(int revision, Caller who, CancellationToken cancellationToken = default) => Note(who, FormattableString.Invariant($"end {revision}"));

    private Task<BoardResult> Note(Caller who, string call)
    {
        who.Demand(Scopes.Publish);
        Calls.Add(call);
        return Task.FromResult(new BoardResult(true, []));
    }
}
