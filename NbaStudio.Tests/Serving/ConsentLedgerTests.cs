using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

/// <summary>What customers ever said about consent: every statement once, with who sent it, whatever became of it since.</summary>
public sealed class ConsentLedgerTests
{
    private static readonly PolicyDocument One = TestPolicy.Of(TestPolicy.Action("a", 100, 0.1));

    [Fact]
    public async Task Statements_AreKeptInTheOrderInWhichTheyWereSaid_WithWhoSentThem()
    {
        await using var host = await EngineHost.StartAsync(One);
        var start = host.Now;
        await SayAsync(host, "c", granted: true, start.AddDays(-2), "form", "key:crm");
        await SayAsync(host, "c", granted: true, start.AddDays(-2), "form", "key:crm");
        await SayAsync(host, "c", granted: false, start.AddDays(-1), "phone", "key:desk");
        await SayAsync(host, "c", granted: true, start.AddDays(-3), "old import", null);

        var all = await host.Engine.ReadConsentsAsync("c");

        all.Select(s => (s.Of.Source, s.Of.State, s.By, s.Counted)).ShouldBe(
        [
            ("phone", ConsentState.Refused, "key:desk", true),
            ("form", ConsentState.Granted, "key:crm", true),
            ("old import", ConsentState.Granted, null, false),
        ], "the same one again is nothing new, and an older one changes nothing");
        all.ShouldAllBe(s => s.TakenAt == start.ToUnixTimeMilliseconds());
        all[1].Of.Proof.ShouldBe("F-1");
        await host.RestartAsync();
        (await host.Engine.ReadConsentsAsync("c")).ShouldBe(all);
    }

    [Fact]
    public async Task Statements_ThatASystemSendsEveryNight_StandThereOnceWhetherTheyCountedOrNot()
    {
        await using var host = await EngineHost.StartAsync(One);
        var start = host.Now;
        await SendAsync(start);
        await SendAsync(start);
        await host.RestartAsync();
        await SendAsync(start);
        await SendAsync(start);

        (await host.Engine.ReadConsentsAsync("c")).Select(s => (s.Of.Source, s.Counted)).ShouldBe([("phone", true), ("form", true), ("old import", false)]);
        host.Store.ReadJournal(1, 1000).Count(r => r.Kind == JournalKind.Consent).ShouldBe(3);
        await SayAsync(host, "c", granted: false, start.AddDays(-3), "old import", "key:crm");
        (await host.Engine.ReadConsentsAsync("c")).Count.ShouldBe(4, "another answer is another statement, even an old one");

        async Task SendAsync(DateTimeOffset since)
        {
            await SayAsync(host, "c", granted: true, since.AddDays(-2), "form", "key:crm");
            await SayAsync(host, "c", granted: false, since.AddDays(-1), "phone", "key:crm");
            await SayAsync(host, "c", granted: true, since.AddDays(-3), "old import", "key:crm");
        }
    }

    [Fact]
    public async Task Unsubscribing_IsAStatementOfTheCustomer()
    {
        await using var host = await EngineHost.StartAsync(One);
        var reply = await host.DecideAsync("c");
        (await host.OutcomeAsync(reply, ContactKind.Unsubscribe)).Status.ShouldBe(OutcomeStatus.Accepted);

        var statement = (await host.Engine.ReadConsentsAsync("c")).ShouldHaveSingleItem();

        (statement.Of.State, statement.Of.Source, statement.By, statement.Counted).ShouldBe((ConsentState.Refused, "unsubscribe", null, true));
    }

    [Fact]
    public async Task Statements_OfAMergedCustomer_ComeAlong_AndThoseOfAnErasedOneGo()
    {
        await using var host = await EngineHost.StartAsync(One);
        await SayAsync(host, "visitor", granted: false, host.Now.AddDays(-1), "banner", "key:web");
        await SayAsync(host, "member", granted: true, host.Now, "form", "key:crm");
        await host.Engine.MergeCustomersAsync("visitor", "member");

        (await host.Engine.ReadConsentsAsync("visitor")).Select(s => s.Of.Source).ShouldBe(["form", "banner"]);

        await host.Engine.EraseCustomerAsync("member");
        host.Store.ReadJournal(1, 1000).Where(r => r.Kind == JournalKind.Consent).ShouldAllBe(r => r.Payload == null);
        await Should.ThrowAsync<UnknownCustomerException>(() => host.Engine.ReadConsentsAsync("member"));
        await host.PatchAsync("member");
        var kept = (await host.Engine.ReadConsentsAsync("member")).ShouldHaveSingleItem();
        (kept.Of.State, kept.Of.Source).ShouldBe((ConsentState.Refused, ConsentRecord.FromErased), "a refusal outlives the customer, and says why it is there");
    }

    [Fact]
    public void WhatHoldsAndIsNotInTheJournal_IsToldAllTheSame()
    {
        using var store = new InMemoryHubStore();
        var record = new ConsentRecord("mail", "marketing", ConsentState.Granted, 5, "form", null);

        ConsentLedger.Read(store, [1], [record]).ShouldBe([new ConsentStatement(record, null, null, true)]);
    }

    private static Task SayAsync(EngineHost host, string customer, bool granted, DateTimeOffset time, string source, string? by) =>
        host.Engine.UpsertCustomerAsync(customer, new CustomerPatch { Consents = [new ConsentInput("*", "marketing", granted, time, source, "F-1")], By = by });
}
