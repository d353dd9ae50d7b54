using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NbaStudio.Channels.Webhooks;
using NbaStudio.Configuration;
using NbaStudio.Engine.Storage;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Channels;

public sealed class WebhookTests
{
    private const string Secret = "a secret of the receiver";

    [Fact]
    public async Task Deliver_ReceiverTakesIt_PostsSignedJsonWithTheIdempotencyKey()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var lab = await ChannelLab.StartAsync(Settings(receiver));
        await lab.AddCustomerAsync("c-1");

        var decision = await lab.TriggerAsync("c-1", "hook");
        var row = await lab.UntilAsync("c-1", OutboxStatus.Delivered);

        var call = receiver.Calls.ShouldHaveSingleItem();
        call.Headers["Idempotency-Key"].ShouldBe(row.IdempotencyKey);
        call.Headers["Content-Type"].ShouldBe("application/json");
        var timestamp = call.Headers["X-Nba-Timestamp"];
        long.Parse(timestamp, CultureInfo.InvariantCulture).ShouldBeInRange(DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds(), DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. call.Body]);
        call.Headers["X-Nba-Signature"].ShouldBe("v1=" + Convert.ToHexStringLower(expected));
        using var json = JsonDocument.Parse(call.Body);
        json.RootElement.GetProperty("decisionId").GetString().ShouldBe(decision.DecisionId);
        json.RootElement.GetProperty("content").GetProperty("body").GetString().ShouldBe("やあ");
        json.RootElement.GetProperty("links").GetProperty("click").GetString().ShouldBe($"{lab.Server.Origin}/t/{decision.Actions[0].TrackingToken}");
    }

    [Fact]
    public async Task Deliver_ReceiverFailsFirst_ComesAgainLaterWithTheSameKey()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = call => (call == 1 ? 503 : 204, null);
        await using var lab = await ChannelLab.StartAsync(Settings(receiver));
        await lab.AddCustomerAsync("c-1");

        await lab.TriggerAsync("c-1", "hook");
        var waiting = await lab.UntilAsync("c-1", OutboxStatus.Pending);
        await lab.UntilAsync("c-1", OutboxStatus.Delivered);

        waiting.LastError.ShouldBe("The receiver answered 503: said so");
        waiting.NextAttempt.ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds());
        receiver.Calls.Count.ShouldBe(2);
        receiver.Calls.Select(call => call.Headers["Idempotency-Key"]).Distinct().ShouldHaveSingleItem();
        receiver.Calls.Select(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("attempt").GetInt32()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Deliver_EveryAttemptFails_IsDeadAndListedUntilItIsReplayed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = call => (call <= 8 ? 500 : 200, null);
        // Only a hub whose clock runs fast lives through eight waits in a test.
        await using var lab = await ChannelLab.StartAsync(null, LabPolicy.Create(), null, ["--Nba:Clock=start=2026-11-02T03:00:00Z,speed=2000", .. Settings(receiver)]);
        await lab.AddCustomerAsync("c-1");
        await lab.TriggerAsync("c-1", "hook");

        var dead = await lab.UntilAsync("c-1", OutboxStatus.Dead, seconds: 40);
        var (listed, _) = await lab.Server.SendAsync(HttpMethod.Get, "/api/v1/deliveries?status=dead");
        var (replayed, _) = await lab.Server.SendAsync(HttpMethod.Post, $"/api/v1/deliveries/{dead.Id}/replay");
        await lab.UntilAsync("c-1", OutboxStatus.Delivered);
        var (again, problem) = await lab.Server.SendAsync(HttpMethod.Post, $"/api/v1/deliveries/{dead.Id}/replay");

        dead.Attempt.ShouldBe(8);
        using var list = JsonDocument.Parse(await listed.Content.ReadAsStringAsync());
        list.RootElement.GetProperty("total").GetInt32().ShouldBe(1);
        list.RootElement.GetProperty("deliveries")[0].GetProperty("lastError").GetString()!.ShouldStartWith("The receiver answered 500");
        replayed.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        receiver.Calls.Select(call => call.Headers["Idempotency-Key"]).Distinct().ShouldHaveSingleItem();
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        problem!.Detail.ShouldNotBeNull().ShouldContain("delivered");
    }

    [Fact]
    public async Task Replay_WithoutTheScopeAdmin_IsForbidden()
    {
        await using var lab = await ChannelLab.StartAsync();
        var (_, secret) = await lab.Server.CreateKeyAsync(Scopes.Read);

        var (list, _) = await lab.Server.SendAsync(HttpMethod.Get, "/api/v1/deliveries?status=dead", null, ("X-Api-Key", secret));
        var (replay, _) = await lab.Server.SendAsync(HttpMethod.Post, "/api/v1/deliveries/1/replay", null, ("X-Api-Key", secret));
        var (wrong, problem) = await lab.Server.SendAsync(HttpMethod.Get, "/api/v1/deliveries?status=lost&limit=0", null, ("X-Api-Key", secret));

        list.StatusCode.ShouldBe(HttpStatusCode.OK);
        replay.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        problem!.Errors.ShouldNotBeNull().Select(error => error.Path).ShouldBe(["status", "limit"]);
    }

    [Fact]
    public async Task Deliver_ReceiverRedirects_FailsWithoutFollowing()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = _ => (302, "/elsewhere");
        await using var lab = await ChannelLab.StartAsync(Settings(receiver));
        await lab.AddCustomerAsync("c-1");

        await lab.TriggerAsync("c-1", "hook");
        var row = await lab.UntilAsync("c-1", OutboxStatus.Failed);

        row.LastError.ShouldNotBeNull().ShouldContain("redirects are not followed");
        receiver.Calls.ShouldHaveSingleItem().Path.ShouldBe("/hook");
    }

    [Fact]
    public async Task Deliver_ChannelWithoutSettings_IsHeldAndSaysWhatIsMissing()
    {
        await using var lab = await ChannelLab.StartAsync();
        await lab.AddCustomerAsync("c-1");

        await lab.TriggerAsync("c-1", "hook");
        var row = await lab.UntilAsync("c-1", OutboxStatus.Held);

        row.LastError.ShouldBe("Nba:Channels:hook:Url is not set.");
        row.Attempt.ShouldBe(0);
    }

    [Fact]
    public async Task Deliver_NameLeadsToAPrivateAddress_IsRefusedWhenItConnects()
    {
        // The name looked fine when the settings were checked; what it leads to counts when the connection is made.
        await using var lab = await ChannelLab.StartAsync(
            null, LabPolicy.Create(),
            builder => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(
                builder.Services, provider => new WebhookAddresses((NbaOptions)provider.GetService(typeof(NbaOptions))!) { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.7")]) }),
            "--Nba:Demo=false", "--Nba:Channels:hook:Url=https://hooks.example/x", $"--Nba:Channels:hook:Secret={Secret}");
        await lab.AddCustomerAsync("c-1");

        await lab.TriggerAsync("c-1", "hook");
        var row = await lab.UntilAsync("c-1", OutboxStatus.Pending);

        row.LastError.ShouldNotBeNull().ShouldContain("10.0.0.7, which is not a public address");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("192.0.2.5")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:a00:1::")]
    [InlineData("2001:db8::1")]
    public void MayReach_NotPublic_OnlyWhereTheHostIsListed(string address)
    {
        new WebhookAddresses(new NbaOptions()).MayReach("hooks.example", IPAddress.Parse(address)).ShouldBeFalse();
        var listed = new NbaOptions { Webhooks = new WebhooksOptions { AllowedHosts = ["hooks.example"] } };
        new WebhookAddresses(listed).MayReach("hooks.example", IPAddress.Parse(address)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    public void MayReach_Public_IsAllowed(string address) => new WebhookAddresses(new NbaOptions()).MayReach("hooks.example", IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("http://hooks.example/x", "is not https")]
    [InlineData("http://127.0.0.1/x", "is not https")]
    [InlineData("ftp://hooks.example/x", "is not a web address")]
    public void FindFault_NotAllowed_SaysWhy(string url, string reason) => new WebhookAddresses(new NbaOptions()).FindFault(url).ShouldNotBeNull().ShouldContain(reason);

    internal static string[] Settings(WebhookReceiver receiver) =>
        [$"--Nba:Channels:hook:Url={receiver.Url}", $"--Nba:Channels:hook:Secret={Secret}", "--Nba:Webhooks:AllowedHosts=127.0.0.1"];
}
