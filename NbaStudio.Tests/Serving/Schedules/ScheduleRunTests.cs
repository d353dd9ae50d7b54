using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving.Schedules;

public sealed class ScheduleRunTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public async Task Time_HasCome_DecidesOnceForEveryCustomerOfTheAudience()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy());
        await host.AddAsync(20);
        await host.AddAsync(10, age: 12, prefix: "child");
        host.Schedules.Upcoming(2).Select(t => (t.Trigger, t.Due)).ShouldBe([("weekly", host.Host.Now + Hour), ("weekly", host.Host.Now + Hour + Week)]);

        host.Host.Time.Advance(Hour - TimeSpan.FromMilliseconds(1));
        await host.Host.DecideAsync("child1");
        host.Runs.ShouldBeEmpty();
        host.Host.Time.Advance(TimeSpan.FromMilliseconds(1));
        await host.EndedAsync();

        var run = host.Runs.Single();
        (run.Status, run.Customers, run.Looked, run.Reached, run.Decided, run.Silent).ShouldBe((ScheduleRunStatus.Completed, 30, 30, 20, 20, 0));
        (run.Id, run.Trigger, run.Due, string.Join(",", run.Zones)).ShouldBe(("1-20261122T100000Z".Replace("1-", $"{run.TriggerKey}-"), "weekly", host.Host.Now, "Etc/UTC"));
        host.Sent.Order().ShouldBe(Enumerable.Range(1, 20).Select(i => $"c{i}").Order());
        host.Host.Ear.Decisions.Count(d => d.Trigger == "weekly").ShouldBe(20);

        host.Host.Time.Advance(Week);
        await host.EndedAsync(2);
        host.Sent.Count().ShouldBe(40);
        host.Runs[0].Due.ShouldBe(run.Due + Week);
    }

    [Fact]
    public async Task Zones_OfCustomers_EachHaveTheirOwnTime()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy("every monday at 10:00"));
        await host.AddAsync(2);
        await host.AddAsync(3, zone: "Asia/Tokyo", prefix: "tokyo");
        await host.AddAsync(4, zone: "Europe/Paris", prefix: "paris");
        await host.AddAsync(5, zone: "Europe/Berlin", prefix: "berlin");
        await host.RestartAsync();
        await host.UntilAsync(() => host.Schedules.Upcoming(1).Count == 3);
        host.Schedules.Upcoming(1).Select(t => (t.Due.Hour, string.Join(" ", t.Zones))).ShouldBe([(1, "Asia/Tokyo"), (9, "Europe/Berlin Europe/Paris"), (10, "Etc/UTC")]);

        var seen = new List<(int Hour, int Sent)>();
        for (var hour = 10; hour <= 34; hour++)
        {
            host.Host.Time.Advance(Hour);
            var due = hour switch { >= 34 => 3, >= 33 => 2, >= 25 => 1, _ => 0 };
            await host.EndedAsync(due);
            seen.Add((hour - 24, host.Sent.Count()));
        }

        seen.Where(s => s.Sent != 0).DistinctBy(s => s.Sent).ShouldBe([(1, 3), (9, 12), (10, 14)]);
        host.Sent.Distinct().Count().ShouldBe(14);
    }

    [Fact]
    public async Task Customer_LeavesTheAudienceBeforeTheTurn_IsSkipped()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy(pace: 1));
        await host.AddAsync(4);
        host.Host.Time.Advance(Hour);
        await host.UntilAsync(() => host.Sent.Any());
        await host.Host.PatchAsync("c2", ("age", Value.OfNumber(3)));
        await host.Host.Engine.UpsertCustomerAsync("c3", new CustomerPatch { TimeZone = "Asia/Tokyo" });
        await host.EndedAsync(step: TimeSpan.FromSeconds(10));

        host.Sent.ShouldBe(["c1", "c4"]);
        var run = host.Runs.Single();
        (run.Looked, run.Decided).ShouldBe((4, 2));
        run.Skipped.Values.Sum().ShouldBeLessThanOrEqualTo(2, "who was out when looked up is no customer of the audience");
        run.Skipped.GetValueOrDefault(ScheduleSkip.LeftAudience).ShouldBe(1, "c2 had been looked up and waited for its turn");
    }

    [Fact]
    public async Task Pace_PerMinute_SpreadsEvenly()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy(pace: 10));
        await host.AddAsync(12);
        host.Host.Time.Advance(Hour);
        var start = host.Host.Now;
        await host.EndedAsync(step: TimeSpan.FromMilliseconds(500));

        var times = host.Host.Ear.Deliveries.Select(d => (d.CreatedAt - start).TotalSeconds).ToList();
        times.Count.ShouldBe(12);
        for (var i = 1; i < times.Count; i++)
        {
            // The clock of the test moves in half seconds, and may move on between place and decision.
            (times[i] - times[i - 1]).ShouldBeInRange(4.5, 60);
        }

        times.ShouldAllBe(t => times.Count(u => u >= t && u < t + 60) <= 11);
    }

    [Fact]
    public async Task QuietHours_Hold_AreDecidedAgainWhenTheyEnd()
    {
        var policy = ScheduleHost.Policy().WithChannel("hook", c => c with { QuietHours = new QuietHoursDocument { From = "09:30", To = "11:00" } });
        await using var host = await ScheduleHost.StartAsync(policy);
        await host.AddAsync(5);
        host.Host.Time.Advance(Hour);
        await host.EndedAsync();

        host.Runs.Single().Silences.ShouldBe(new Dictionary<SilenceCode, long> { [SilenceCode.QuietHours] = 5 });
        host.Sent.ShouldBeEmpty();
        await host.RestartAsync();
        await host.Host.AdvanceAsync(Hour, "c1", "c2", "c3", "c4", "c5");
        host.Sent.Order().ShouldBe(["c1", "c2", "c3", "c4", "c5"]);
    }

    [Fact]
    public async Task ConsentAndContactPolicies_BindARun()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy("every day at 10:00").WithRule(TestPolicy.Cap("week", 1, "3d", "sent")));
        await host.AddAsync(3);
        await host.Host.ConsentAsync("c2", "*", false, time: host.Host.Now.AddMinutes(1));
        host.Host.Time.Advance(Hour);
        await host.EndedAsync();
        host.Sent.ShouldBe(["c1", "c3"], ignoreOrder: true);
        foreach (var delivery in host.Host.Ear.Deliveries)
        {
            await host.Host.Engine.CompleteDeliveryAsync(delivery.Customer, delivery.Id, NbaStudio.Engine.Serving.DeliveryResult.Delivered);
        }

        host.Host.Time.Advance(TimeSpan.FromDays(1));
        await host.EndedAsync(2);
        host.Runs[0].Silences.ShouldBe(new Dictionary<SilenceCode, long> { [SilenceCode.NoneAllowed] = 3 });
        host.Sent.Count().ShouldBe(2);
    }

    [Fact]
    public async Task Stop_EndsTheRunForGood()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy(pace: 60));
        await host.AddAsync(10);
        (await host.Schedules.StopRunAsync("no such run")).ShouldBeNull();
        host.Host.Time.Advance(Hour);
        await host.UntilAsync(() => host.Sent.Count() >= 3, TimeSpan.FromMilliseconds(250));
        var run = (await host.Schedules.StopRunAsync(host.Runs.Single().Id)).ShouldNotBeNull();
        var sent = host.Sent.Count();

        (run.Status, run.Decided, run.EndedAt).ShouldBe((ScheduleRunStatus.Stopped, sent, host.Host.Now));
        (await host.Schedules.StopRunAsync(run.Id))!.Status.ShouldBe(ScheduleRunStatus.Stopped);
        await host.RestartAsync(TimeSpan.FromMinutes(1));
        await host.EndedAsync(step: TimeSpan.FromSeconds(1));
        host.Runs.Single().Status.ShouldBe(ScheduleRunStatus.Stopped);
        host.Sent.Count().ShouldBe(sent);
    }

    [Fact]
    public async Task Publish_WithoutTheTrigger_EndsItsRun_AndAnotherTimeCountsFromThenOn()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy(pace: 1));
        await host.AddAsync(3);
        host.Host.Time.Advance(Hour);
        await host.UntilAsync(() => host.Sent.Count() == 1);
        await host.Host.PublishAsync(host.Host.Policy.Document with { Triggers = [] });
        await host.EndedAsync(step: TimeSpan.FromSeconds(10));
        host.Runs.Single().Status.ShouldBe(ScheduleRunStatus.Removed);

        // 09:30 has passed today: it is for tomorrow.
        await host.Host.PublishAsync(ScheduleHost.Policy("every day at 09:30"));
        await host.UntilAsync(() => host.Schedules.Upcoming(1).Count == 1);
        host.Schedules.Upcoming(1).Single().Due.ShouldBe(new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero));
        await host.UntilAsync(() => host.Runs.Count == 1, TimeSpan.FromSeconds(1));
        host.Sent.Count().ShouldBe(1);
    }

    [Fact]
    public async Task CountReach_OfADraftAndOfTheLivePolicy_CountsMembersAndCanBeCancelled()
    {
        await using var host = await ScheduleHost.StartAsync(ScheduleHost.Policy());
        await host.AddAsync(600);
        await host.AddAsync(300, age: 70, prefix: "old");
        await host.AddAsync(100, age: 7, prefix: "child");
        var draft = PolicyCompiler.Compile(ScheduleHost.Policy() with { Audiences = [new() { Name = "adults", When = "customer.age >= 65" }] }, 1, host.Host.Now).Snapshot!;

        var live = await host.Schedules.CountReachAsync("weekly").ToListAsync();
        live[^1].ShouldBe(new AudienceReach(1_000, 1_000, 900, true));
        live[0].ShouldBe(new AudienceReach(500, 1_000, 500, false));
        (await host.Schedules.CountReachAsync("weekly", draft).ToListAsync())[^1].Members.ShouldBe(300);
        Should.Throw<ArgumentException>(() => host.Schedules.CountReachAsync("weakly"));
        using var cancel = new CancellationTokenSource();
        var parts = 0;
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in host.Schedules.CountReachAsync("weekly", cancellation: cancel.Token))
            {
                parts++;
                await cancel.CancelAsync();
            }
        });
        parts.ShouldBe(1);
    }
}
