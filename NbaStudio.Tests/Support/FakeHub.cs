using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>A hub whose switches can be watched.</summary>
public sealed class FakeHub : IHubControl
{
    private WorkspaceView _workspace = new(
        ConsoleSamples.Text("Kawasemi Mobile", "カワセミモバイル"), 48, new DateTimeOffset(2026, 11, 16, 3, 0, 0, TimeSpan.Zero), "JPY",
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), 100_000, Simulated: true);

    public event Action? Changed;

    public List<string> Calls { get; } = [];

    public bool FailNext { get; set; }

    public WorkspaceView Workspace { get => _workspace; set { _workspace = value; Changed?.Invoke(); } }

    public SendingView Sending { get; private set; } = new(false, null, 0);

    public MarketView? Market { get; set; } = new(true, 60);

    public ClockView? Clock { get; set; } = new(ConsoleSamples.Noon, 60);

    public Task StopSendingAsync(Caller who, CancellationToken cancellationToken = default) =>
        Set(nameof(StopSendingAsync), () => Sending = new SendingView(true, ConsoleSamples.Noon, 14));

    public Task ResumeSendingAsync(Caller who, CancellationToken cancellationToken = default) =>
        Set(nameof(ResumeSendingAsync), () => Sending = new SendingView(false, null, 0));

    public Task StartMarketAsync(Caller who, CancellationToken cancellationToken = default) => Set(nameof(StartMarketAsync), () => Market = new MarketView(true, 60));

    public Task StopMarketAsync(Caller who, CancellationToken cancellationToken = default) => Set(nameof(StopMarketAsync), () => Market = new MarketView(false, 60));

    private Task Set(string call, Action change)
    {
        Calls.Add(call);
        if (FailNext)
        {
            FailNext = false;
            throw new InvalidOperationException("The hub is away.");
        }

        change();
        Changed?.Invoke();
        return Task.CompletedTask;
    }
}
