using System.Diagnostics.CodeAnalysis;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Engine.Serving.Trials;

namespace NbaStudio.Engine.Serving;

/// <summary>What the lane work shares: the policy in force, the models in force, presence, observers. Each reference is read once per piece of work. Thread safe.</summary>
internal sealed class HubServices(EngineOptions options, TimeProvider time, IPresence presence)
{
    private readonly SemaphoreSlim _alone = new(1);
    private readonly List<IHubObserver> _observers = [];
    private ServingState? _state;
    private volatile bool _sendingStopped;

    public EngineOptions Options { get; } = options;

    public TimeProvider Time { get; } = time;

    public IPresence Presence { get; } = presence;

    public IReadOnlyList<IHubObserver> Observers => _observers;

    /// <summary>What budgets cost now.</summary>
    public Budgets.BudgetPrices Prices { get; } = new();

    /// <summary>The zones of customers.</summary>
    public ZoneCensus Zones { get; } = new();

    /// <summary>Whether all sending is held.</summary>
    public bool SendingStopped { get => _sendingStopped; set => _sendingStopped = value; }

    /// <summary>Policy and models that belong together: those in force for everyone whom no trial takes.</summary>
    /// <exception cref="InvalidOperationException">No policy was published yet.</exception>
    public ServingState State => Volatile.Read(ref _state) ?? throw new InvalidOperationException("No policy has been published yet: publish one before deciding.");

    /// <summary>What a customer is served with: the trial's policy where one runs and takes them, else the one in force.</summary>
    /// <exception cref="InvalidOperationException">No policy was published yet.</exception>
    public ServingState StateOf(long customer) => State.Of(customer);

    public bool TryGetState([NotNullWhen(true)] out ServingState? state) => (state = Volatile.Read(ref _state)) is not null;

    /// <summary>Work that spans several customers (merging, erasing, filling aggregates) runs one at a time; dispose of what is returned when it is done.</summary>
    public async Task<IDisposable> AloneAsync()
    {
        await _alone.WaitAsync().ConfigureAwait(false);
        return new Turn(_alone);
    }

    /// <summary>What a decision asks for propensities.</summary>
    public IPropensityView PropensitiesOf(ServingState serving, DecisionInputs inputs) =>
        Options.Propensities is { } other ? other(inputs, serving.Snapshot, serving.Models) : serving.Models;

    public void Observe(IHubObserver observer) => _observers.Add(observer);

    /// <summary>Takes a revision into service with the models there are.</summary>
    /// <param name="trial">What decides for a share of customers beside it; null = nothing, and a trial that ran has ended.</param>
    public void Publish(ServingPolicy policy, ServingTrial? trial)
    {
        while (true)
        {
            var before = Volatile.Read(ref _state);
            var models = before?.Models.For(policy.Snapshot) ?? new ModelView(PropensityModels.Empty, policy.Snapshot);
            if (ReferenceEquals(Interlocked.CompareExchange(ref _state, new ServingState(policy, models, trial: trial), before), before))
            {
                return;
            }
        }
    }

    /// <summary>From now on events count for aggregates of a revision to come as well; null = no longer. Publishing a policy ends it.</summary>
    public void Prepare(PreparedAggregates? prepared)
    {
        while (true)
        {
            var before = State;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _state, new ServingState(before.Policy, before.Models, prepared, before.Trial), before), before))
            {
                return;
            }
        }
    }

    /// <summary>Takes newer models into service under the policy there is.</summary>
    public void Publish(PropensityModels models, FurtherModels further)
    {
        while (Volatile.Read(ref _state) is { } before)
        {
            var after = new ServingState(before.Policy, new ModelView(models, before.Policy.Snapshot, further), before.Prepared, before.Trial);
            if (ReferenceEquals(Interlocked.CompareExchange(ref _state, after, before), before))
            {
                return;
            }
        }
    }
}

/// <summary>A revision and the models it is served with. Immutable.</summary>
public sealed class ServingState
{
    internal ServingState(ServingPolicy policy, ModelView models, PreparedAggregates? prepared = null, ServingTrial? trial = null)
    {
        (Policy, Models, Prepared, Trial) = (policy, models, prepared, trial);
        Challenger = trial is null ? null : new ServingState(trial.Policy, models.For(trial.Policy.Snapshot), prepared) { IsChallenger = true };
    }

    public ServingPolicy Policy { get; }

    public PolicySnapshot Snapshot => Policy.Snapshot;

    public ModelView Models { get; }

    /// <summary>Aggregates of a revision to come that are being filled; null = none.</summary>
    internal PreparedAggregates? Prepared { get; }

    /// <summary>The trial beside this policy; null = none runs.</summary>
    internal ServingTrial? Trial { get; }

    /// <summary>What the customers of the trial are served with; null = no trial runs.</summary>
    internal ServingState? Challenger { get; }

    /// <summary>Whether this is what a trial's customers are served with.</summary>
    internal bool IsChallenger { get; private init; }

    /// <summary>What a customer is served with.</summary>
    internal ServingState Of(long customer) => Challenger is { } challenger && Trial!.Draw.Takes(customer) ? challenger : this;

    /// <summary>Which aggregates customers keep, by fingerprint.</summary>
    internal bool KeptAggregates(ulong fingerprint) => Policy.Aggregates.IndexOf(fingerprint) >= 0 || Prepared?.Has(fingerprint) == true;

    /// <summary>Takes an event into the customer's aggregates: those in force, and those being filled where the customer's are filled already.</summary>
    /// <param name="time">Event time, milliseconds since 1970 UTC.</param>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    internal void Count(Customers.CustomerState customer, Conditions.TextValue type, Detection.IPropertyReader properties, long time, long now)
    {
        customer.Aggregates.Apply(Policy.Aggregates, type, properties, time, now);
        if (Prepared is { } prepared && prepared.Covers(customer))
        {
            customer.Aggregates.ApplyPrepared(prepared.Catalogue, type, properties, time, now);
        }
    }
}

/// <summary>A turn of work that runs one at a time.</summary>
internal sealed class Turn(SemaphoreSlim gate) : IDisposable
{
    public void Dispose() => gate.Release();
}
