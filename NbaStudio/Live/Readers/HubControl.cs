using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Demo;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Live.Readers;

/// <summary>What the header shows and the few things it can do. Thread safe.</summary>
internal sealed class HubControl : IHubControl
{
    private const double DefaultValueLimit = 100_000;
    private readonly NbaEngine _engine;
    private readonly ConsoleSettings _settings;
    private readonly AuditLog _audit;
    private readonly Workspace _workspace;
    private readonly HubClock _clock;
    private readonly MarketService? _market;
    private DateTimeOffset? _stoppedSince;

    public HubControl(NbaEngine engine, ConsoleSettings settings, AuditLog audit, Workspace workspace, HubClock clock, MarketService? market = null)
    {
        (_engine, _settings, _audit, _workspace, _clock, _market) = (engine, settings, audit, workspace, clock, market);
        if (market is not null)
        {
            market.Changed += () => Changed?.Invoke();
        }
    }

    public event Action? Changed;

    public WorkspaceView Workspace
    {
        get
        {
            // Before the first policy there is only the door: pages that need none.
            if (_engine.Policy is not { } policy)
            {
                return new WorkspaceView(new LocalizedText(_workspace.Name), 0, _clock.GetUtcNow(), "JPY", TimeZoneInfo.Utc, DefaultValueLimit, _workspace.IsDemo);
            }

            return new WorkspaceView(policy.Document.Name, policy.Revision, policy.PublishedAt, policy.Currency, policy.Zone, ValueLimit(policy), _workspace.IsDemo);
        }
    }

    public SendingView Sending => new(_engine.SendingStopped, _engine.SendingStopped ? _stoppedSince : null, _engine.Store.CountOutbox(OutboxStatus.Held) + _engine.Store.CountOutbox(OutboxStatus.Pending));

    public ClockView? Clock => _clock.IsSimulated ? new ClockView(_clock.GetUtcNow(), _clock.Speed) : null;

    public MarketView? Market => _market is null ? null : new MarketView(_market.IsRunning, _market.Speed);

    public Task StopSendingAsync(Caller who, CancellationToken cancellationToken = default) => SetSendingAsync(true, who, cancellationToken);

    public Task ResumeSendingAsync(Caller who, CancellationToken cancellationToken = default) => SetSendingAsync(false, who, cancellationToken);

    public async Task StartMarketAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Publish);
        Required.Start();
        await _audit.WriteAsync(who.Name, "market.start", "market", stop: cancellationToken).ConfigureAwait(false);
    }

    public async Task StopMarketAsync(Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Publish);
        Required.Stop();
        await _audit.WriteAsync(who.Name, "market.stop", "market", stop: cancellationToken).ConfigureAwait(false);
    }

    private MarketService Required => _market ?? throw new InvalidOperationException("There is no simulated market in this workspace.");

    /// <summary>Another policy is in force: views are read again.</summary>
    public void NoteChange() => Changed?.Invoke();

    /// <summary>Holds all sending or lets it go on, in the name of whoever asks.</summary>
    /// <exception cref="UnauthorizedAccessException">The caller lacks the scope publish.</exception>
    public async Task SetSendingAsync(bool stopped, Caller who, CancellationToken cancellation)
    {
        who.Demand(Scopes.Publish);
        if (_engine.SendingStopped == stopped)
        {
            return;
        }

        await _settings.SetAsync(ConsoleSettings.SendingStopped, stopped ? "true" : "false", who.Name, cancellation).ConfigureAwait(false);
        await _audit.WriteAsync(who.Name, stopped ? "sending.stop" : "sending.resume", "all", stop: cancellation).ConfigureAwait(false);
        _stoppedSince = stopped ? _engine.Now : null;
        _engine.SendingStopped = stopped;
        Changed?.Invoke();
    }

    /// <summary>The highest value an action may have: the right end of the V bar.</summary>
    private static double ValueLimit(PolicySnapshot policy)
    {
        var highest = policy.Actions.Select(a => a.MaximumValue).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return highest > 0 ? highest : DefaultValueLimit;
    }
}
