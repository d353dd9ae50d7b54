using NbaStudio.Configuration;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Configuration;

public sealed class HubClockTests
{
    private static readonly DateTimeOffset Real = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _real = new(Real);

    [Fact]
    public void GetUtcNow_NoSetting_IsRealTime()
    {
        var clock = new HubClock(null, _real);

        clock.GetUtcNow().ShouldBe(Real);
        clock.IsSimulated.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => clock.AdvanceTo(Real.AddDays(1)));
    }

    [Fact]
    public void GetUtcNow_StartAndSpeed_RunsFromThereThatFast()
    {
        var clock = new HubClock(new ClockSetting(Start, 60), _real);
        _real.Advance(TimeSpan.FromSeconds(10));

        clock.GetUtcNow().ShouldBe(Start.AddMinutes(10));
    }

    [Fact]
    public void CreateTimer_FastClock_FiresWhenTheHubsTimeIsDue()
    {
        var clock = new HubClock(new ClockSetting(Start, 60), _real);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5));

        _real.Advance(TimeSpan.FromSeconds(9.9));
        fired.ShouldBe(0);
        _real.Advance(TimeSpan.FromSeconds(0.1));
        fired.ShouldBe(1);
        _real.Advance(TimeSpan.FromSeconds(5));
        fired.ShouldBe(2);
    }

    [Fact]
    public void AdvanceTo_LaterTime_MovesForwardAndFiresDueTimers()
    {
        var clock = new HubClock(new ClockSetting(Start, 1), _real);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromDays(2), Timeout.InfiniteTimeSpan);

        clock.AdvanceTo(Start.AddDays(3));
        clock.AdvanceTo(Start.AddDays(1));
        _real.Advance(TimeSpan.FromTicks(1));

        clock.GetUtcNow().ShouldBe(Start.AddDays(3).AddTicks(1));
        fired.ShouldBe(1);
    }

    [Fact]
    public void CreateTimer_LongerThanOneRealTimerHolds_StillFiresOnceAtItsTime()
    {
        var clock = new HubClock(new ClockSetting(Start, 1), _real);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromDays(100), Timeout.InfiniteTimeSpan);

        for (var day = 0; day < 99; day++)
        {
            _real.Advance(TimeSpan.FromDays(1));
        }

        fired.ShouldBe(0);
        _real.Advance(TimeSpan.FromDays(1));
        fired.ShouldBe(1);
    }
}
