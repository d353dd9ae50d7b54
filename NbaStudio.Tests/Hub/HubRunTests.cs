using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Live;
using NbaStudio.Tests.Channels;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Hub;

public sealed class HubRunTests
{
    [Fact]
    public async Task Market_Running_FillsTheLiveFeedAndReachesNoNetwork()
    {
        await using var sink = new SmtpSink();
        await using var server = await StudioServer.StartAsync(
            "--Nba:Market:Run=true", "--Nba:Market:Customers=200", "--Nba:Market:Speed=20000", "--Nba:Clock=start=2026-11-02T03:00:00Z,speed=60",
            "--Nba:Channels:email:Host=127.0.0.1", $"--Nba:Channels:email:Port={sink.Port}", "--Nba:Channels:email:From=news@kawasemi.example", "--Nba:Channels:email:Tls=false");
        var feed = server.Services.GetRequiredService<LiveFeed>();
        var engine = server.Services.GetRequiredService<NbaEngine>();

        await Poll.UntilAsync(() => Task.FromResult(feed.Decisions >= 300 && Mails(engine) > 0), 60);

        var recent = feed.Recent(200);
        recent.ShouldAllBe(row => row.Simulated && row.CustomerId.StartsWith("kw-") && row.Candidates >= row.Chosen);
        recent.ShouldContain(row => row.Choice != null && row.Choice.Equation.Priority > 0);
        foreach (var row in recent)
        {
            // What was looked at either fell out for a reason or was chosen.
            row.Drops.Sum(drop => drop.Count).ShouldBe(row.Candidates - row.ChosenSlots, row.DecisionId);
        }

        var summary = feed.Summary(FeedWindow.FiveMinutes);
        summary.Channels.ShouldContain(channel => channel.Channel.Id == "email" && channel.Queue != null);
        sink.Mails.ShouldBeEmpty();
        var (metrics, _) = await server.SendAsync(HttpMethod.Get, "/metrics");
        (await metrics.Content.ReadAsStringAsync()).ShouldContain("nba_decisions_total{result=\"action\"}");
    }

    [Fact]
    public async Task Feed_DecisionThenAcceptance_ShowsBothAndCountsTheMoneyOnce()
    {
        await using var lab = await ChannelLab.StartAsync();
        await lab.AddCustomerAsync("c-1");
        var feed = lab.Server.Services.GetRequiredService<LiveFeed>();
        await using var stream = await StreamClient.OpenAsync(lab.Server, "/api/v1/customers/c-1/stream?channel=push");

        var decision = await lab.TriggerAsync("c-1", "push");
        await stream.NextAsync();
        var token = decision.Actions[0].TrackingToken;
        await lab.Engine.RecordOutcomesAsync([new OutcomeInput(null, token, null, ContactKind.Delivered, DateTimeOffset.UtcNow)]);
        await lab.Engine.RecordOutcomesAsync([new OutcomeInput(null, token, null, ContactKind.Accept, DateTimeOffset.UtcNow)]);
        await lab.Engine.RecordOutcomesAsync([new OutcomeInput(decision.DecisionId, null, "hello", ContactKind.Conversion, DateTimeOffset.UtcNow, 980, "order-1")]);
        await Poll.UntilAsync(() => Task.FromResult(feed.Find(decision.DecisionId)?.Result == LiveResult.Accepted));

        var row = feed.Find(decision.DecisionId).ShouldNotBeNull();
        row.Moment.Kind.ShouldBe(MomentKind.Trigger);
        row.Channel.Id.ShouldBe("push");
        row.Choice.ShouldNotBeNull().ActionId.ShouldBe("hello");
        row.Amount.ShouldBe(1_000);
        feed.Summary(FeedWindow.FiveMinutes).Accepted.ShouldBe(1);
        row.Latency.Total.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Feed_Silence_SaysWhyAndWhichChannel()
    {
        await using var lab = await ChannelLab.StartAsync();
        await lab.AddCustomerAsync("c-1");
        var feed = lab.Server.Services.GetRequiredService<LiveFeed>();

        var decision = await lab.TriggerAsync("c-1", "push");
        await Poll.UntilAsync(() => Task.FromResult(feed.Find(decision.DecisionId) is not null));

        var row = feed.Find(decision.DecisionId)!;
        row.Result.ShouldBe(LiveResult.Silent);
        row.Silence.ShouldNotBeNull().Reason.ShouldBe("none");
        row.Channel.Id.ShouldBe("push");
        row.Drops.ShouldHaveSingleItem().ShouldBe(new FunnelDrop(FunnelStage.Reach, "offline", 1));
    }

    private static int Mails(NbaEngine engine) =>
        engine.Store.ReadOutbox(Engine.Storage.OutboxStatus.Delivered, long.MaxValue, 5_000).Count(row => row.ChannelId == "email");
}
