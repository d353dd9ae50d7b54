using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>What the header shows and the few things it can do. Implementations are thread safe and raise <see cref="Changed"/> on any thread.</summary>
public interface IHubControl
{
    WorkspaceView Workspace { get; }

    SendingView Sending { get; }

    /// <summary>The simulated market; null where there is none (a real workspace).</summary>
    MarketView? Market { get; }

    /// <summary>The hub's own clock now; null where it follows the machine's time.</summary>
    ClockView? Clock { get; }

    /// <summary>Raised after any of the first three views changed.</summary>
    event Action? Changed;

    /// <summary>Holds all sending: nothing is lost, nothing leaves. Audited. Stopping twice is not an error.</summary>
    [Needs(Scopes.Publish)]
    Task StopSendingAsync(Caller who, CancellationToken cancellationToken = default);

    [Needs(Scopes.Publish)]
    Task ResumeSendingAsync(Caller who, CancellationToken cancellationToken = default);

    /// <exception cref="InvalidOperationException">There is no market in this workspace.</exception>
    [Needs(Scopes.Publish)]
    Task StartMarketAsync(Caller who, CancellationToken cancellationToken = default);

    [Needs(Scopes.Publish)]
    Task StopMarketAsync(Caller who, CancellationToken cancellationToken = default);
}

/// <summary>The workspace that is open.</summary>
/// <param name="Name">As in the policy.</param>
/// <param name="Revision">Number of the live revision.</param>
/// <param name="LiveSince">When it was published.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="TimeZone">Zone of all times that are not a customer's own.</param>
/// <param name="ValueLimit">Right end of the V bar, in money: the highest value that an action may have.</param>
/// <param name="Simulated">Whether what it shows comes from the simulated market.</param>
public sealed record WorkspaceView(
    LocalizedText Name, int Revision, DateTimeOffset LiveSince, string Currency, TimeZoneInfo TimeZone, double ValueLimit, bool Simulated);

/// <summary>Whether messages leave.</summary>
/// <param name="Stopped">All sending is held.</param>
/// <param name="Since">Since when it is held; null while it is not.</param>
/// <param name="Held">Deliveries that wait.</param>
public sealed record SendingView(bool Stopped, DateTimeOffset? Since, long Held);

/// <summary>A clock of the hub's own.</summary>
/// <param name="Time">What it shows now.</param>
/// <param name="Speed">Hub seconds per real second.</param>
public sealed record ClockView(DateTimeOffset Time, double Speed);

/// <summary>The simulated market.</summary>
/// <param name="Running">Its customers act now.</param>
/// <param name="Speed">How many times faster than real time.</param>
public sealed record MarketView(bool Running, double Speed);
