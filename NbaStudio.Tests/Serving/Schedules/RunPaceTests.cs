using NbaStudio.Engine.Serving.Schedules;

namespace NbaStudio.Tests.Serving.Schedules;

public sealed class RunPaceTests
{
    private const long Start = 1_700_000_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(600)]
    [InlineData(60_000)]
    [InlineData(600_000)]
    public void Use_WhateverWakesLate_KeepsThePaceInEveryMinute(int perMinute)
    {
        var (pace, random, now) = (new RunPace(perMinute), new Random(perMinute), Start);
        var used = new List<(long Time, int Count)>();
        while (now < Start + 180_000)
        {
            if (pace.Wait(now) is var wait and > 0)
            {
                // A timer fires up to 20 ms late; now and then everything stands still for two seconds.
                now += wait + random.Next(20) + (random.Next(2_000) == 0 ? 2_000 : 0);
                continue;
            }

            var count = random.Next(4) == 0 ? 1 : pace.Room(now);
            pace.Use(count);
            used.Add((now, count));
        }

        // One more in a window that begins with a place taken late.
        var most = perMinute + (perMinute * 250 / 60_000) + 1;
        foreach (var (time, _) in used.Where((_, i) => i % 50 == 0))
        {
            used.Where(u => u.Time >= time && u.Time < time + 60_000).Sum(u => u.Count).ShouldBeLessThanOrEqualTo(most);
        }

        used.Sum(u => u.Count).ShouldBeGreaterThan((int)(perMinute * 3 * 0.4), "and it is used");
    }

    [Fact]
    public void Wait_NothingLate_IsExactlyTheInterval()
    {
        var (pace, now) = (new RunPace(120), Start);
        for (var i = 0; i < 100; i++)
        {
            pace.Wait(now).ShouldBe(0);
            pace.Room(now).ShouldBe(1);
            pace.Use(1);
            pace.Wait(now).ShouldBe(500);
            now += 500;
        }
    }

    [Fact]
    public void Room_ClockWentBack_GoesOnFromThere()
    {
        var pace = new RunPace(60);
        pace.Room(Start).ShouldBe(1);
        pace.Use(1);
        pace.Room(Start - 86_400_000).ShouldBe(1);
    }

    [Fact]
    public void Room_WithoutPace_IsAHandful()
    {
        var pace = new RunPace(0);
        pace.Use(64);
        (pace.Room(Start), pace.Wait(Start)).ShouldBe((64, 0));
    }
}
