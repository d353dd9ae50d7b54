using NbaStudio.Data;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>Trials of the samples; remembers what was asked for.</summary>
public sealed class FakeTrials : ITrials
{
    public List<string> Calls { get; } = [];

    public List<PolicyTrial> Trials { get; } = [];

    /// <summary>What the next step comes to.</summary>
    public BoardResult Result { get; set; } = new(true, []);

    /// <summary>A trial of the change spring that runs.</summary>
    public static PolicyTrial Running { get; } = new(49, "spring", "Spring <offers>", 51, 0.1, ConsoleSamples.Noon.AddHours(-9), ConsoleSamples.Noon.AddHours(-5), "aiko", TrialState.Running, null, null, null);

    public Task<IReadOnlyList<PolicyTrial>> ReadAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<PolicyTrial>>([.. Trials]);

    public Task<BoardResult> StartAsync(string change, double share, string seenHash, WatchConditions? watch, Caller who, CancellationToken cancellationToken = default) =>
        Note(who, FormattableString.Invariant($"try {change} {share} {seenHash} {watch?.Hours}"));

    public Task<BoardResult> WidenAsync(int trial, double share, Caller who, CancellationToken cancellationToken = default) => Note(who, FormattableString.Invariant($"widen {trial} {share}"));

    public Task<BoardResult> WithdrawAsync(int trial, Caller who, CancellationToken cancellationToken = default)
    {
        Trials[0] = Trials[0] with { State = TrialState.Withdrawn, EndedAt = ConsoleSamples.Noon, EndedBy = who.Name };
        return Note(who, FormattableString.Invariant($"withdraw {trial}"));
    }

    private Task<BoardResult> Note(Caller who, string call)
    {
        who.Demand(Scopes.Publish);
        Calls.Add(call);
        return Task.FromResult(Result);
    }
}
