using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Serving.Schedules;

/// <summary>An engine with one schedule for adults on the channel hook; it begins on Sunday, 22 November 2026, 09:00 UTC.</summary>
internal sealed class ScheduleHost : IAsyncDisposable
{
    private ScheduleHost(EngineHost host) => Host = host;

    public EngineHost Host { get; }

    public ScheduleDesk Schedules => Host.Engine.Schedules;

    public IReadOnlyList<ScheduleRunInfo> Runs => Schedules.Runs;

    /// <summary>Customers with a delivery, in the order of the commits.</summary>
    public IEnumerable<string> Sent => Host.Ear.Deliveries.Select(d => d.CustomerId);

    public static PolicyDocument Policy(string schedule = "every sunday at 10:00", int? pace = null, string validFor = "30m") => TestPolicy.Of(TestPolicy.Action("a", channels: "hook")) with
    {
        TimeZone = "Etc/UTC",
        Audiences = [new() { Name = "adults", When = "customer.age >= 18" }],
        Triggers = [new() { Name = "weekly", Schedule = schedule, Audience = "adults", PacePerMinute = pace, Channels = ["hook"], ValidFor = validFor }],
    };

    public static async Task<ScheduleHost> StartAsync(PolicyDocument policy, IHubStore? store = null)
    {
        var host = new ScheduleHost(await EngineHost.StartAsync(policy, store));
        await host.PlannedAsync();
        return host;
    }

    /// <summary>Adults named c1, c2 ... who agree to messages.</summary>
    public async Task AddAsync(int count, int age = 30, string? zone = null, string prefix = "c")
    {
        for (var i = 1; i <= count; i++)
        {
            await Host.Engine.UpsertCustomerAsync(prefix + i, new CustomerPatch
            {
                Attributes = new Dictionary<string, Value> { ["age"] = Value.OfNumber(age) }, TimeZone = zone,
                Consents = [new ConsentInput("*", "marketing", true, Host.Now, "test", null)],
            });
        }
    }

    public async Task RestartAsync(TimeSpan pause = default, PolicyDocument? policy = null)
    {
        var document = policy ?? Host.Policy.Document;
        await Host.Engine.DisposeAsync();
        Host.Time.Advance(pause);
        await Host.RestartAsync(document);
    }

    /// <summary>The plan of the schedules there are is stored, so that time may go on.</summary>
    public Task PlannedAsync() => UntilAsync(() => Host.Store.ReadBlob("schedule.plan") is not null);

    /// <summary>Lets due timers fire until it is so; the clock stands still.</summary>
    public Task UntilAsync(Func<bool> condition, TimeSpan step = default) => Poll.UntilAsync(() =>
    {
        Host.Time.Advance(step);
        return Task.FromResult(condition());
    });

    public Task EndedAsync(int runs = 1, TimeSpan step = default) =>
        UntilAsync(() => Runs.Count == runs && Runs.All(r => r.Status != ScheduleRunStatus.Running), step);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
