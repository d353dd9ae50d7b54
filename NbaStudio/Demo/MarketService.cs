using NbaStudio.Engine;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Demo;

/// <summary>Runs the simulated market against the hub for as long as the program runs; it can be stopped, started and sped up. Thread safe.</summary>
public sealed partial class MarketService : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly IDecisionHub _hub;
    private readonly TimeProvider _clock;
    private readonly DemoSettings _settings;
    private readonly ILogger<MarketService> _logger;
    private readonly Lazy<IReadOnlyList<MarketCustomer>> _population;
    private readonly Lock _gate = new();
    private MarketDriver? _driver;
    private double _speed;
    private bool _running;
    private int _runs;

    /// <param name="clock">The hub's clock.</param>
    public MarketService(IDecisionHub hub, TimeProvider clock, DemoSettings settings, ILogger<MarketService> logger)
    {
        _hub = hub;
        _clock = clock;
        _settings = settings;
        _logger = logger;
        _speed = settings.Speed;
        _running = settings.Run;
        _population = new(() => DemoCustomers.Population(settings, clock.GetUtcNow()));
    }

    /// <summary>Raised after it started, stopped or changed speed.</summary>
    public event Action? Changed;

    public IReadOnlyList<MarketCustomer> Population => _population.Value;

    public bool IsRunning
    {
        get
        {
            lock (_gate)
            {
                return _running;
            }
        }
    }

    /// <summary>Simulated seconds in one real second. A new speed starts at the next step; answers still on their way are dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double Speed
    {
        get
        {
            lock (_gate)
            {
                return _speed;
            }
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            lock (_gate)
            {
                _speed = value;
                _driver = null;
            }

            Changed?.Invoke();
        }
    }

    /// <summary>The last failure of the hub, in words; null while all is well.</summary>
    public string? LastFailure { get; private set; }

    public void Start() => SetRunning(true);

    public void Stop() => SetRunning(false);

    /// <summary>Tells the market that something reached a customer; ignored while stopped and for customers that are not its own.</summary>
    public void React(MarketDelivery delivery)
    {
        lock (_gate)
        {
            if (_running)
            {
                _driver?.React(delivery);
            }
        }
    }

    /// <summary>Runs what is due now by the hub's clock.</summary>
    /// <returns>How many steps ran; 0 while stopped.</returns>
    public async Task<int> StepAsync(CancellationToken cancellation)
    {
        var now = _clock.GetUtcNow();
        if (Driver(now) is not { } driver)
        {
            return 0;
        }

        // After a pause customers go on from here; they do not make up for lost time.
        var behind = now - driver.NextDue;
        var allowed = TimeSpan.FromSeconds(Math.Max(5, 5 * _settings.ClockSpeed));
        if (behind > allowed)
        {
            driver.Postpone(behind);
        }

        var steps = await driver.StepAsync(_hub, now, cancellation);
        LastFailure = null;
        return steps;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LastFailure = failure.Message;
                LogFailure(failure);
                await Task.Delay(PauseAfterFailure, stoppingToken);
            }
        }
    }

    private MarketDriver? Driver(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_running)
            {
                return null;
            }

            return _driver ??= new MarketDriver(Population, new MarketTruth(MarketParameters.Kawasemi, _settings.Seed), new MarketDriverOptions
            {
                Start = now,
                // Another start meets other visitors first: the same ones again would already have seen what they are offered.
                Seed = (_settings.Seed * 1_000_003) + (ulong)now.ToUnixTimeSeconds() + (ulong)_runs,
                RunId = $"m{now.ToUnixTimeMilliseconds():x}-{_runs++}",
                Intensity = _speed / _settings.ClockSpeed,
            });
        }
    }

    private void SetRunning(bool running)
    {
        lock (_gate)
        {
            _running = running;
        }

        Changed?.Invoke();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The simulated market could not go on; it tries again in a second.")]
    private partial void LogFailure(Exception failure);
}
