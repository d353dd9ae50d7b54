using System.Diagnostics.CodeAnalysis;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Serving.Schedules;

namespace NbaStudio.Engine.Serving;

/// <summary>What the lane work shares: the policy in force, the models in force, presence, observers. Each reference is read once per piece of work. Thread safe.</summary>
internal sealed class HubServices(EngineOptions options, TimeProvider time, IPresence presence)
{
    private readonly List<IHubObserver> _observers = [];
    private ServingState? _state;
    private volatile bool _sendingStopped;

    public EngineOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    public IPresence Presence { get; } = presence;

    public IReadOnlyList<IHubObserver> Observers => _observers;

    /// <summary>The zones of customers.</summary>
    public ZoneCensus Zones { get; } = new();

    /// <summary>Whether all sending is held.</summary>
    public bool SendingStopped { get => _sendingStopped; set => _sendingStopped = value; }

    /// <summary>Policy and models that belong together.</summary>
    /// <exception cref="InvalidOperationException">No policy was published yet.</exception>
    public ServingState State => Volatile.Read(ref _state) ?? throw new InvalidOperationException("No policy has been published yet: publish one before deciding.");

    public bool TryGetState([NotNullWhen(true)] out ServingState? state) => (state = Volatile.Read(ref _state)) is not null;

    /// <summary>What a decision asks for propensities.</summary>
    public IPropensityView PropensitiesOf(ServingState serving, DecisionInputs inputs) =>
        Options.Propensities is { } other ? other(inputs, serving.Snapshot, serving.Models) : serving.Models;

    public void Observe(IHubObserver observer) => _observers.Add(observer);

    /// <summary>Takes a new revision into service with the models there are.</summary>
    public void Publish(ServingPolicy policy)
    {
        while (true)
        {
            var before = Volatile.Read(ref _state);
            var models = before?.Models.Models ?? PropensityModels.Empty;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _state, new ServingState(policy, new ModelView(models, policy.Snapshot)), before), before))
            {
                return;
            }
        }
    }

    /// <summary>Takes newer models into service under the policy there is.</summary>
    public void Publish(PropensityModels models)
    {
        while (Volatile.Read(ref _state) is { } before)
        {
            var after = new ServingState(before.Policy, new ModelView(models, before.Policy.Snapshot));
            if (ReferenceEquals(Interlocked.CompareExchange(ref _state, after, before), before))
            {
                return;
            }
        }
    }
}

/// <summary>A revision and the models it is served with. Immutable.</summary>
public sealed class ServingState(ServingPolicy policy, ModelView models)
{
    public ServingPolicy Policy { get; } = policy;

    public PolicySnapshot Snapshot => Policy.Snapshot;

    public ModelView Models { get; } = models;
}
