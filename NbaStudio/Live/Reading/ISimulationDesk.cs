using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Runs scenarios over recorded decisions, one at a time, and keeps those of people. Nothing has an effect on customers. Thread safe.</summary>
public interface ISimulationDesk
{
    /// <summary>Most runs that are remembered; older ones are forgotten.</summary>
    const int MostRuns = 20;

    /// <summary>Most scenarios that are saved.</summary>
    const int MostSaved = 100;

    /// <summary>Starts a run in the background; it waits until others have ended.</summary>
    /// <exception cref="Hosting.Http.ProblemException">The scenario is not valid; every mistake is named. Or too many runs are waiting.</exception>
    [Needs(Scopes.Read)]
    Task<SimulationRun> StartAsync(Scenario scenario, Caller who, CancellationToken cancellationToken = default);

    /// <summary>A run that is remembered, whoever started it; null = there is none.</summary>
    [Needs(Scopes.Read)]
    SimulationRun? Find(string id, Caller who);

    /// <summary>Runs that came to a result and are remembered, whoever started them, in the order of their start.</summary>
    [Needs(Scopes.Read)]
    IReadOnlyList<SimulationRun> ReadEnded(Caller who);

    /// <summary>What takes the place of what in a run, and who stands behind it; masked where that would tell a sensitive attribute to who may not see it. Empty before its end.</summary>
    [Needs(Scopes.Read)]
    Task<IReadOnlyList<FlipView>> ReadFlipsAsync(SimulationRun run, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Stops a run, and forgets it. False where there is none.</summary>
    /// <exception cref="Hosting.Http.ProblemException">Somebody else started it, and the caller is no admin.</exception>
    [Needs(Scopes.Read)]
    Task<bool> RemoveAsync(string id, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Scenarios that people saved, by name.</summary>
    [Needs(Scopes.Read)]
    Task<IReadOnlyList<SavedScenario>> ReadSavedAsync(Caller who, CancellationToken cancellationToken = default);

    /// <summary>Saves a scenario under its name; one of the same name is replaced. Audited.</summary>
    /// <exception cref="Hosting.Http.ProblemException">It has no name, is not valid, or there are too many.</exception>
    [Needs(Scopes.Design)]
    Task<SavedScenario> SaveAsync(Scenario scenario, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Forgets a saved scenario. Audited. False where there is none.</summary>
    [Needs(Scopes.Design)]
    Task<bool> ForgetAsync(string id, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>A scenario with a name.</summary>
/// <param name="Id">Made from its name; what a link has.</param>
public sealed record SavedScenario(string Id, string Name, Scenario Scenario, string By, DateTimeOffset At);
