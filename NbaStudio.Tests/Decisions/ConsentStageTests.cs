using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Tests.Decisions;

public sealed class ConsentStageTests
{
    [Fact]
    public async Task Inbound_UnknownCountsAsGranted_RefusedDoesNot()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
        await host.ConsentAsync("c", "web", false);
        await Refused(host, DropReason.ConsentRefused);
    }

    [Fact]
    public async Task Inbound_RequireOptIn_UnknownCountsAsRefused()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")).WithChannel("web", c => c with { RequireOptIn = true }));
        await Refused(host, DropReason.ConsentUnknown);
        await host.ConsentAsync("c", "*", true);
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Outbound_UnknownCountsAsRefused_UnlessThePolicySaysSo()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", channels: "hook")).WithTrigger("leave", "hook");
        await using var host = await EngineHost.StartAsync(policy);
        host.FateOf((await host.EventAsync("c", "leave")).Single(), "a-hook").ShouldBe(new CandidateFate(PipelineStage.Consent, DropReason.ConsentUnknown, -1));
        await host.PublishAsync(policy.WithChannel("hook", c => c with { RequireOptIn = false }));
        (await host.EventAsync("c", "leave")).Single().Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Statements_NewestByItsOwnTimeWins_WhateverTheOrderOfArrival()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")));
        await host.ConsentAsync("c", "web", true, time: host.Now);
        await host.ConsentAsync("c", "web", false, time: host.Now.AddDays(-1));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();

        // The statement for all channels counts as well; at the same time a refusal wins.
        await host.ConsentAsync("c", "*", false, time: host.Now);
        await Refused(host, DropReason.ConsentRefused);
        await host.ConsentAsync("c", "web", true, time: host.Now.AddSeconds(1));
        (await host.DecideAsync("c")).Silence.ShouldBeNull();
    }

    [Fact]
    public async Task Purpose_OfTheAction_IsWhatCounts()
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a") with { Purpose = "partner" }));
        await host.ConsentAsync("c", "web", false);
        (await host.DecideAsync("c")).Silence.ShouldBeNull("marketing was refused, partner was not");
        await host.ConsentAsync("c", "web", false, "Partner");
        await Refused(host, DropReason.ConsentRefused);
    }

    [Fact]
    public async Task Service_IgnoresConsent_ButNotARefusedAddress()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", channels: "mail") with { Class = "service" }).WithTrigger("leave", "mail");
        await using var host = await EngineHost.StartAsync(policy);
        await host.ConsentAsync("c", "mail", false);
        await host.AddressAsync("c", "mail", "c@example.com");
        var reply = (await host.EventAsync("c", "leave")).Single();
        reply.Actions.Single().Action.ShouldBe("a");
        await host.OutcomeAsync(reply, ContactKind.Bounce);
        host.FateOf((await host.EventAsync("c", "leave")).Single(), "a-mail").Reason.ShouldBe(DropReason.AddressRefused);
    }

    [Theory]
    [InlineData(ContactKind.Unsubscribe)]
    [InlineData(ContactKind.Complaint)]
    public async Task UnsubscribeAndComplaint_AreRefusalsFromThenOn(ContactKind kind)
    {
        await using var host = await EngineHost.StartAsync(TestPolicy.Of(TestPolicy.Action("a")));
        await host.OutcomeAsync(await host.DecideAsync("c"), kind);
        await Refused(host, DropReason.ConsentRefused);
    }

    private static async Task Refused(EngineHost host, DropReason reason) =>
        host.FateOf(await host.DecideAsync("c"), "a-web").ShouldBe(new CandidateFate(PipelineStage.Consent, reason, -1));
}
