using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>One run of a scenario: where it is and, at its end, what came of it. Changed by the desk alone; thread safe to read.</summary>
public sealed class SimulationRun(string id, Scenario scenario, PolicySnapshot today, PolicySnapshot changed, Caller owner, DateTimeOffset startedAt) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile SimulationOutcome? _outcome;
    private volatile SimulationStep _step = new(SimulationState.Waiting, default);

    public string Id { get; } = id;

    public Scenario Scenario { get; } = scenario;

    /// <summary>The policy that was in force.</summary>
    public PolicySnapshot Today { get; } = today;

    /// <summary>The policy that the scenario makes of it.</summary>
    public PolicySnapshot Changed { get; } = changed;

    /// <summary>Who asked.</summary>
    public string By { get; } = owner.Name;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public SimulationStep Step => _step;

    /// <summary>What came of it; null before its end, and where it was cancelled or failed.</summary>
    public SimulationOutcome? Outcome => _outcome;

    // An account keeps its id when its name changes, and shares its name with no key.
    internal bool IsOf(Caller who) => (who.Kind, who.AccountId ?? who.Name) == (owner.Kind, owner.AccountId ?? owner.Name);

    internal CancellationToken Stop => _stop.Token;

    internal void Move(SimulationState state, WhatIfProgress progress) => _step = new(state, progress);

    internal void End(SimulationOutcome outcome)
    {
        _outcome = outcome;
        _step = new(SimulationState.Done, _step.Progress);
    }

    internal void Cancel() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();
}

/// <summary>Where a run is.</summary>
public sealed record SimulationStep(SimulationState State, WhatIfProgress Progress)
{
    public bool IsOver => State is SimulationState.Done or SimulationState.Cancelled or SimulationState.Failed;
}

public enum SimulationState : byte { Waiting, Reading, Running, Sweeping, Done, Cancelled, Failed }

/// <summary>What a run came to.</summary>
/// <param name="InRange">Decisions that were recorded in the time.</param>
/// <param name="NotKept">Records that cannot be read any more.</param>
/// <param name="Simulated">Whether any of it is of simulated customers.</param>
/// <param name="Front">Points of the sweep; null where none was asked for.</param>
public sealed record SimulationOutcome(
    WhatIfResult Result, long InRange, int NotKept, DateTimeOffset? Since, DateTimeOffset? Until, bool Simulated, IReadOnlyList<FrontSetting>? Front, TimeSpan Took);

/// <summary>A setting of the levers that were swept.</summary>
/// <param name="First">In [0, 10].</param>
public sealed record FrontSetting(double First, double? Second, FrontPoint Point);
