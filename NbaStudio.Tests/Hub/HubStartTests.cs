using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Configuration;
using NbaStudio.Data;
using NbaStudio.Demo;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Storage;
using NbaStudio.Hosting.Hub;
using NbaStudio.Live.Measuring;
using NbaStudio.Tests.Channels;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Hub;

public sealed class HubStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_Demo_PublishesItsPolicyAndCreatesItsCustomersOnce()
    {
        string secret;
        await using (var server = await StudioServer.StartAsync(_folder, null))
        {
            await ReadyAsync(server);
            var engine = server.Services.GetRequiredService<NbaEngine>();
            engine.Policy.ShouldNotBeNull().Document.Name.ShouldBe("Kawasemi Mobile");
            engine.Policy!.Revision.ShouldBe(1);
            engine.Store.CountCustomers().ShouldBe(10);
            secret = Convert.ToHexString(await File.ReadAllBytesAsync(_folder.File("demo/hub.secret")));
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(_folder.File("demo/hub.secret")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }

        await using var again = await StudioServer.StartAsync(_folder, null, "--Nba:Market:Customers=14");
        await ReadyAsync(again);

        again.Services.GetRequiredService<NbaEngine>().Store.CountCustomers().ShouldBe(14);
        again.Services.GetRequiredService<NbaEngine>().Policy!.Revision.ShouldBe(1);
        Convert.ToHexString(await File.ReadAllBytesAsync(_folder.File("demo/hub.secret"))).ShouldBe(secret);
        secret.Length.ShouldBe(64);
    }

    [Fact]
    public async Task Start_Demo_RunsUnderAClockAsFastAsItsMarketThatGoesOnAfterARestart()
    {
        DateTimeOffset stored;
        await using (var server = await StudioServer.StartAsync(_folder, null))
        {
            var clock = server.Services.GetRequiredService<HubClock>();
            (clock.IsSimulated, clock.Speed).ShouldBe((true, 60));
            clock.GetUtcNow().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-1));
            await ReadyAsync(server);
            clock.AdvanceTo(DateTimeOffset.UtcNow.AddDays(30));
            var engine = server.Services.GetRequiredService<NbaEngine>();
            await engine.IngestAsync([new EventInput("e-1", "kw-000001", "app_open", clock.GetUtcNow(), new Dictionary<string, Value>())]);
            stored = DateTimeOffset.FromUnixTimeMilliseconds(engine.Store.ReadJournal(engine.Store.ReadHead().Sequence, 1)[0].Time);
        }

        await using var again = await StudioServer.StartAsync(_folder, null, "--Nba:Market:Speed=2");

        stored.ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddDays(29));
        var goesOn = again.Services.GetRequiredService<HubClock>();
        goesOn.GetUtcNow().ShouldBeGreaterThanOrEqualTo(stored);
        goesOn.Speed.ShouldBe(2);
        again.Services.GetRequiredService<DemoSettings>().ClockSpeed.ShouldBe(2);
    }

    [Fact]
    public async Task Start_Demo_CustomersHaveAPastFromWhichLifetimesAreEstimated()
    {
        await using var server = await StudioServer.StartAsync(_folder, null, "--Nba:Market:Customers=600", "--Nba:Measure:LifetimeHours=0");
        await ReadyAsync(server);
        var engine = server.Services.GetRequiredService<NbaEngine>();

        var written = (await server.Services.GetRequiredService<LifetimeService>().RunOnceAsync(default)).ShouldNotBeNull();

        written.ShouldBeInRange(200, 280, "who ever bought");
        var buyers = 0;
        for (var i = 1; i <= 600; i++)
        {
            buyers += await engine.ReadCustomerAsync($"kw-{i:D6}", c => c.Profile.Get("lifetime_value") is { IsMissing: false, Number: >= 0 } && c.Profile.Get("lifetime_alive").Number is > 0 and <= 1) ? 1 : 0;
        }

        buyers.ShouldBe(written);
        engine.Triggers.Of("bought").Matched.ShouldBe(0, "nobody is thanked for what lies long ago");
    }

    [Fact]
    public async Task Start_OwnWorkspace_IsEmptyAndReady()
    {
        await using var server = await StudioServer.StartAsync(_folder, null, "--Nba:Demo=false");

        var (ready, _) = await server.SendAsync(HttpMethod.Get, "/health/ready");
        var engine = server.Services.GetRequiredService<NbaEngine>();

        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        engine.Policy.ShouldNotBeNull().Actions.ShouldBeEmpty();
        engine.Store.CountCustomers().ShouldBe(0);
        server.Services.GetRequiredService<HubClock>().IsSimulated.ShouldBeFalse();
        server.Services.GetService<NbaStudio.Demo.MarketService>().ShouldBeNull();
    }

    [Fact]
    public async Task Start_StoredPolicyCannotBeRead_StopsNamingTheItem()
    {
        await using (var server = await StudioServer.StartAsync(_folder, null, "--Nba:Demo=false"))
        {
            var store = server.Services.GetRequiredService<PolicyStore>();
            var items = await store.LoadRevisionAsync(1);
            await store.SaveRevisionAsync(1, [.. items!, new StoredItem("channel", "broken", 99, """{"id":"broken","knd":"web"}""")], "test", "");
        }

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => StudioServer.StartAsync(_folder, null, "--Nba:Demo=false"));

        refused.Message.ShouldContain("revision 2");
        refused.Message.ShouldContain("broken");
    }

    [Fact]
    public async Task Start_SecretCutShort_StopsWithTheReason()
    {
        Directory.CreateDirectory(_folder.File("main"));
        await File.WriteAllBytesAsync(_folder.File("main/hub.secret"), new byte[5]);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => StudioServer.StartAsync(_folder, null, "--Nba:Demo=false"));

        refused.Message.ShouldContain("5 bytes instead of 32");
    }

    [Fact]
    public async Task Start_AfterACrash_MailWaitsForAPersonAndAWebhookIsSentAgainWithItsKey()
    {
        await using var sink = new SmtpSink();
        await using var receiver = await WebhookReceiver.StartAsync();
        string key;
        await using (var lab = await ChannelLab.StartAsync(_folder, LabPolicy.Create(), null, "--Nba:Demo=false"))
        {
            await lab.AddCustomerAsync("c-1", "hana@example.com");
            await lab.AddCustomerAsync("c-2");
            await lab.TriggerAsync("c-1", "mail");
            await lab.TriggerAsync("c-2", "hook");
            // Both channels have no settings yet; then the process "dies" while both are being sent.
            var mail = await lab.UntilAsync("c-1", OutboxStatus.Held);
            var hook = await lab.UntilAsync("c-2", OutboxStatus.Held);
            await lab.Engine.SetDeliveryAsync(mail with { Status = OutboxStatus.Sending, Attempt = 1 });
            await lab.Engine.SetDeliveryAsync(hook with { Status = OutboxStatus.Sending, Attempt = 1 });
            key = hook.IdempotencyKey;
        }

        await using var again = await ChannelLab.StartAsync(
            _folder, LabPolicy.Create(), null,
            ["--Nba:Demo=false", $"--Nba:Channels:hook:Url={receiver.Url}", "--Nba:Channels:hook:Secret=s", "--Nba:Webhooks:AllowedHosts=127.0.0.1", .. EmailTests.Settings(sink)]);
        await again.UntilAsync("c-2", OutboxStatus.Delivered);
        var uncertain = await again.UntilAsync("c-1", OutboxStatus.Uncertain);

        receiver.Calls.ShouldHaveSingleItem().Headers["Idempotency-Key"].ShouldBe(key);
        uncertain.LastError.ShouldNotBeNull().ShouldContain("whether it left is not known");
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_SendingWasStopped_StaysStoppedAndResumingLosesNothing()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        string[] settings = ["--Nba:Demo=false", $"--Nba:Channels:hook:Url={receiver.Url}", "--Nba:Channels:hook:Secret=s", "--Nba:Webhooks:AllowedHosts=127.0.0.1"];
        await using (var lab = await ChannelLab.StartAsync(_folder, LabPolicy.Create(), null, settings))
        {
            await lab.Server.Services.GetRequiredService<ConsoleSettings>().SetAsync(ConsoleSettings.SendingStopped, "true", "test");
            lab.Engine.SendingStopped = true;
            for (var i = 0; i < 5; i++)
            {
                await lab.AddCustomerAsync($"c-{i}");
                await lab.TriggerAsync($"c-{i}", "hook");
            }

            lab.Engine.Store.CountOutbox(OutboxStatus.Held).ShouldBe(5);
        }

        await using var again = await ChannelLab.StartAsync(_folder, LabPolicy.Create(), null, settings);
        var stopped = again.Engine.SendingStopped;
        var before = receiver.Calls.Count;
        again.Engine.SendingStopped = false;
        await Poll.UntilAsync(() => Task.FromResult(again.Engine.Store.CountOutbox(OutboxStatus.Delivered) == 5));

        stopped.ShouldBeTrue();
        before.ShouldBe(0);
        receiver.Calls.Select(call => call.Headers["Idempotency-Key"]).Distinct().Count().ShouldBe(5);
        receiver.Calls.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Revisions_AskedFor_AreCompiledOnceAndUnknownOnesAreNull()
    {
        await using var server = await StudioServer.StartAsync(_folder, null);
        var revisions = server.Services.GetRequiredService<HubRevisions>();

        var first = revisions.Find(1);

        first.ShouldNotBeNull().Actions.Count.ShouldBe(server.Services.GetRequiredService<NbaEngine>().Policy!.Actions.Count);
        revisions.Find(1).ShouldBeSameAs(first);
        revisions.Find(7).ShouldBeNull();
    }

    private static Task ReadyAsync(StudioServer server) =>
        Poll.UntilAsync(async () => (await server.SendAsync(HttpMethod.Get, "/health/ready")).Response.StatusCode == HttpStatusCode.OK);
}
