using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

/// <summary>A pattern tried on the journal finds what the hub itself would have found.</summary>
public sealed class PatternTrialTests
{
    private const string LeftCart = "event \"cart_added\" then not event \"purchase\" within 45m";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Try_NonEvent_FindsTheLeftCartsOfTheTimeWithTheirValues()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        await host.EventAsync("early", "cart_added", ("cart_value", Value.OfMoney(1)));
        host.Time.Advance(TimeSpan.FromDays(3));
        var from = host.Now;
        await host.EventAsync("left", "cart_added", ("cart_value", Value.OfMoney(120)), ("item", Value.OfText("cup")));
        await host.EventAsync("bought", "cart_added", ("cart_value", Value.OfMoney(80)));
        host.Time.Advance(30 * Minute);
        await host.EventAsync("bought", "purchase");
        host.Time.Advance(30 * Minute);
        await host.EventAsync("young", "cart_added", ("cart_value", Value.OfMoney(9)));
        host.Time.Advance(Minute);
        var shares = new List<double>();

        var trial = host.Engine.TryPattern(Compile(LeftCart, "cart_value", "item", "other"), TimeSpan.Zero, from, progress: shares.Add);

        var match = trial.Newest.ShouldHaveSingleItem();
        match.Customer.ShouldBe(host.Engine.FindCustomer("left")!.Value);
        (match.First, match.Last, match.Instant).ShouldBe((from, from, from + (45 * Minute)));
        match.Captured.Keys.ShouldBe(["cart_value", "item"], ignoreOrder: true);
        match.Captured["cart_value"].ShouldBe(Value.OfMoney(120));
        trial.Instants.ShouldBe([match.Instant.ToUnixTimeMilliseconds()]);
        (trial.CustomersMatched, trial.Customers, trial.Events, trial.IsCut, trial.KeptFrom).ShouldBe((1, 3, 4L, false, null));
        shares[^1].ShouldBe(1);
        host.Engine.TryPattern(Compile(LeftCart), TimeSpan.Zero, from - TimeSpan.FromDays(4)).Instants.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Try_WhatBeganBefore_CountsWhenItEndsInTheTime()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        await host.EventAsync("c", "cart_added");
        host.Time.Advance(30 * Minute);
        var from = host.Now;
        host.Time.Advance(30 * Minute);

        host.Engine.TryPattern(Compile(LeftCart), TimeSpan.Zero, from).Instants.Count.ShouldBe(1);
        host.Engine.TryPattern(Compile(LeftCart), TimeSpan.Zero, host.Now - Minute).Instants.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Try_CoolDown_RestsAsTheTriggerDoes()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        for (var i = 0; i < 4; i++)
        {
            await host.EventAsync("c", "purchase");
            host.Time.Advance(TimeSpan.FromHours(1));
        }

        var from = host.Now - TimeSpan.FromDays(1);
        host.Engine.TryPattern(Compile("event \"purchase\""), TimeSpan.Zero, from).Instants.Count.ShouldBe(4);
        host.Engine.TryPattern(Compile("event \"purchase\""), TimeSpan.FromHours(2), from).Instants.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Try_OutcomesAndMerges_AreReadAsTheyWere()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        var reply = await host.DecideAsync("visitor");
        await host.OutcomeAsync(reply, ContactKind.Click);
        host.Time.Advance(Minute);
        await host.EventAsync("member", "purchase");
        await host.Engine.MergeCustomersAsync("visitor", "member");

        var trial = host.Engine.TryPattern(Compile("event \"outcome.click\" where action = \"first\" then event \"purchase\" within 1h", "action"), TimeSpan.Zero, host.Now - TimeSpan.FromHours(1));

        trial.Newest.ShouldHaveSingleItem().Customer.ShouldBe(host.Engine.FindCustomer("member")!.Value);
        trial.Newest[0].Captured["action"].ShouldBe(Value.OfText("first"));
        trial.NotKept.ShouldBeEmpty();
        host.Engine.TryPattern(Compile("event \"outcome.sent\""), TimeSpan.Zero, host.Now - TimeSpan.FromHours(1)).NotKept.ShouldBe(["outcome.sent"]);
    }

    [Fact]
    public async Task Try_MoreThanIsShown_ListsTheNewestAndCountsAll()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        for (var i = 0; i < 12; i++)
        {
            await host.EventAsync("c" + (i % 3), "purchase", ("amount", Value.OfMoney(i)));
            host.Time.Advance(Minute);
        }

        var trial = host.Engine.TryPattern(Compile("event \"purchase\"", "amount"), TimeSpan.Zero, host.Now - TimeSpan.FromDays(1), most: 2);

        trial.Instants.Count.ShouldBe(12);
        trial.Instants.ShouldBeInOrder();
        trial.CustomersMatched.ShouldBe(3);
        trial.Newest.Select(m => m.Captured["amount"].Number).ShouldBe([11, 10]);
    }

    [Fact]
    public async Task Run_TooMuchForMemory_StopsAndSaysUntilWhen()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        for (var i = 0; i < 1_200; i++)
        {
            await host.EventAsync("c", "purchase");
        }

        host.Time.Advance(Minute);
        var run = new PatternTrialRun(host.Store, new JournalEvents(host.Engine.Records), host.Policy, Compile("event \"purchase\""), TimeSpan.Zero);

        var trial = run.Run(host.Now - TimeSpan.FromDays(1), host.Now, 5, kept: 100, null, default);

        trial.IsCut.ShouldBeTrue();
        trial.Until.ShouldBeLessThan(host.Now);
        trial.Instants.Count.ShouldBeInRange(100, 1_000);
    }

    [Fact]
    public async Task Try_Cancelled_Ends()
    {
        await using var host = await EngineHost.StartAsync(Policy());
        await host.EventAsync("c", "purchase");
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Should.Throw<OperationCanceledException>(() => host.Engine.TryPattern(Compile("event \"purchase\""), TimeSpan.Zero, host.Now - Minute, cancellation: stop.Token));
    }

    private static PatternDefinition Compile(string text, params string[] captures) => PatternLanguage.Compile(text, new ConditionScope(), captures).Pattern.ShouldNotBeNull();

    private static PolicyDocument Policy() => TestPolicy.Of(TestPolicy.Action("first"));
}
