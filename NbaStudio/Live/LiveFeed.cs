namespace NbaStudio.Live;

/// <summary>What the console watches: bounded rings and counters, fed after each commit, and signals without data. Thread safe; every call is short.</summary>
public sealed class LiveFeed : IDisposable
{
    /// <summary>Decisions that are kept for the stream.</summary>
    public const int Capacity = 2_000;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly DecisionRing _ring = new(Capacity);
    private readonly FeedCounters _counters;
    private readonly Dictionary<string, LiveChannel> _channels = [];
    private readonly Dictionary<string, ChannelHealth> _health = [];
    private readonly Dictionary<string, LiveObjective> _objectives = [];
    private readonly Dictionary<FeedWindow, WindowSummary> _summaries = [];
    private FeedSubscription[] _subscriptions = [];
    private long _version;
    private DateTimeOffset? _lastUpdate;
    private HubCondition _condition;

    /// <param name="time">Real time: windows are of real minutes whatever speed the hub's clock runs at.</param>
    public LiveFeed(TimeProvider time)
    {
        _time = time;
        _counters = new FeedCounters(time);
    }

    /// <summary>Decisions since the start.</summary>
    public long Decisions { get { lock (_gate) { return _ring.Added; } } }

    /// <summary>When anything last came in; null before the first.</summary>
    public DateTimeOffset? LastUpdate { get { lock (_gate) { return _lastUpdate; } } }

    public HubCondition Condition { get { lock (_gate) { return _condition; } } }

    public TimeProvider Time => _time;

    /// <summary>Wakes nobody any more: pages that are still open when the hub ends have nothing left to read.</summary>
    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }

    /// <summary>Announces what the policy holds, in its order, so that tables list channels and objectives before their first decision.</summary>
    /// <param name="objectives">In the order of the page.</param>
    /// <param name="channels">In the order of the page.</param>
    /// <param name="zone">Zone of the workspace: "today" begins at its midnight.</param>
    public void OnPolicy(IReadOnlyList<LiveObjective> objectives, IReadOnlyList<LiveChannel> channels, TimeZoneInfo zone)
    {
        Change(() =>
        {
            _counters.Zone = zone;
            _objectives.Clear();
            _channels.Clear();
            foreach (var objective in objectives)
            {
                _objectives[objective.Id] = objective;
            }

            foreach (var channel in channels)
            {
                _channels[channel.Id] = channel with { Placement = null };
            }
        });
    }

    /// <summary>Takes a committed decision.</summary>
    public void OnDecision(LiveDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        Change(() =>
        {
            _ring.Add(decision);
            _counters.Add(decision);
            _channels.TryAdd(decision.Channel.Id, decision.Channel with { Placement = null });
            if (decision.Choice is { } choice)
            {
                _objectives.TryAdd(choice.Objective.Id, choice.Objective);
            }
        });
    }

    /// <summary>Takes a committed outcome: the row shows the furthest result, acceptances are counted.</summary>
    public void OnOutcome(LiveOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        Change(() =>
        {
            var row = _ring.Find(outcome.DecisionId);
            if (outcome.Result == LiveResult.Accepted)
            {
                _counters.AddAccepted(outcome.ObjectiveId ?? row?.Choice?.Objective.Id, outcome.ChannelId ?? row?.Channel.Id, outcome.Amount);
            }

            if (row is not null && outcome.Result >= row.Result)
            {
                var amount = outcome.Amount is { } added ? (row.Amount ?? 0) + added : row.Amount;
                _ring.Replace(row with { Result = outcome.Result, Amount = amount });
            }
        });
    }

    public void OnChannelHealth(ChannelHealth health)
    {
        ArgumentNullException.ThrowIfNull(health);
        Change(() =>
        {
            _channels.TryAdd(health.Channel.Id, health.Channel with { Placement = null });
            _health[health.Channel.Id] = health;
        });
    }

    /// <summary>Counts accepted events.</summary>
    public void OnEvent(int count = 1) => Change(() => _counters.AddEvents(count));

    /// <summary>Says whether the hub takes work; while it recovers, pages mark their numbers as old.</summary>
    public void OnCondition(HubCondition condition)
    {
        lock (_gate)
        {
            if (_condition == condition)
            {
                return;
            }

            _condition = condition;
            _version++;
        }

        Wake();
    }

    /// <summary>The newest decisions first.</summary>
    /// <param name="count">At most this many.</param>
    /// <param name="objective">Only this objective, or null; silence belongs to none.</param>
    /// <param name="channel">Only this channel, or null.</param>
    /// <param name="before">Only decisions that were among the first <paramref name="before"/>: a held list.</param>
    public IReadOnlyList<LiveDecision> Recent(int count, string? objective = null, string? channel = null, long before = long.MaxValue)
    {
        Func<LiveDecision, bool>? filter = objective is null && channel is null
            ? null
            : row => (objective is null || row.Choice?.Objective.Id == objective) && (channel is null || row.Channel.Id == channel);
        lock (_gate)
        {
            return _ring.Newest(count, before, filter);
        }
    }

    /// <summary>The decision while it is among the newest, with its latest result; else null.</summary>
    public LiveDecision? Find(string decisionId)
    {
        lock (_gate)
        {
            return _ring.Find(decisionId);
        }
    }

    public IReadOnlyList<LiveObjective> Objectives { get { lock (_gate) { return [.. _objectives.Values]; } } }

    public IReadOnlyList<LiveChannel> Channels { get { lock (_gate) { return [.. _channels.Values]; } } }

    /// <summary>The window's numbers; the same object until something changes or a second passes.</summary>
    public WindowSummary Summary(FeedWindow window)
    {
        lock (_gate)
        {
            var stamp = (_version, _time.GetUtcNow().ToUnixTimeSeconds());
            if (!_summaries.TryGetValue(window, out var summary) || summary.Stamp != stamp)
            {
                _summaries[window] = summary = SummaryBuilder.Build(window, stamp, _counters, _channels, _health, _objectives);
            }

            return summary;
        }
    }

    /// <summary>Wakes the caller when something changed: at once, then at most every <paramref name="interval"/>; and each second, because windows slide.</summary>
    /// <param name="interval">100 ms for tables, 250 ms for charts.</param>
    /// <param name="wake">Runs on a pool thread, never on that of the engine. Pull the data from there.</param>
    public IDisposable Subscribe(TimeSpan interval, Action wake)
    {
        var subscription = new FeedSubscription(_time, interval, wake, Unsubscribe);
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    private void Unsubscribe(FeedSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            _version++;
            _lastUpdate = _time.GetUtcNow();
        }

        Wake();
    }

    private void Wake()
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            subscription.Signal();
        }
    }
}
