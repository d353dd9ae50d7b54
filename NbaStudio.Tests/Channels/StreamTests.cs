using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Channels.Streams;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Storage;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Channels;

public sealed class StreamTests
{
    private const string Path = "/api/v1/customers/c-1/stream?channel=push";

    [Fact]
    public async Task Push_CustomerOnline_ArrivesOnEveryOpenStream()
    {
        await using var lab = await LabAsync();
        await using var phone = await StreamClient.OpenAsync(lab.Server, Path);
        await using var tablet = await StreamClient.OpenAsync(lab.Server, Path);

        var decision = await lab.TriggerAsync("c-1", "push");

        foreach (var client in new[] { phone, tablet })
        {
            var item = await client.NextAsync();
            item.EventType.ShouldBe("offer");
            using var offer = JsonDocument.Parse(item.Data);
            offer.RootElement.GetProperty("decisionId").GetString().ShouldBe(decision.DecisionId);
            offer.RootElement.GetProperty("trackingToken").GetString().ShouldBe(decision.Actions[0].TrackingToken);
            offer.RootElement.GetProperty("content").GetProperty("button").GetString().ShouldBe("見る");
        }

        (await lab.UntilAsync("c-1", OutboxStatus.Sent)).Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task Push_CustomerOffline_IsNotDecided()
    {
        await using var lab = await LabAsync();

        (await lab.TriggerAsync("c-1", "push")).Silence.ShouldNotBeNull();

        lab.Rows("c-1").ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_WithLastEventId_GetsWhatWasMissedAndNothingTwice()
    {
        await using var lab = await LabAsync();
        await using var stays = await StreamClient.OpenAsync(lab.Server, Path);
        string lastId;
        await using (var leaves = await StreamClient.OpenAsync(lab.Server, Path))
        {
            await lab.TriggerAsync("c-1", "push");
            lastId = (await leaves.NextAsync()).EventId!;
        }

        var registry = lab.Server.Services.GetRequiredService<StreamRegistry>();
        await Poll.UntilAsync(() => Task.FromResult(registry.Open == 1));
        var second = await lab.TriggerAsync("c-1", "push");
        var third = await lab.TriggerAsync("c-1", "push");
        await stays.NextAsync();
        await stays.NextAsync();
        await stays.NextAsync();

        await using var back = await StreamClient.OpenAsync(lab.Server, Path, ("Last-Event-ID", lastId));
        var items = new[] { await back.NextAsync(), await back.NextAsync() };
        await using var fresh = await StreamClient.OpenAsync(lab.Server, Path);
        var fourth = await lab.TriggerAsync("c-1", "push");

        items.Select(IdOf).ShouldBe([second.DecisionId, third.DecisionId]);
        IdOf(await back.NextAsync()).ShouldBe(fourth.DecisionId);
        IdOf(await fresh.NextAsync()).ShouldBe(fourth.DecisionId);
    }

    [Fact]
    public async Task Open_FourthStream_IsRefusedUntilOneCloses()
    {
        await using var lab = await LabAsync();
        await using var first = await StreamClient.OpenAsync(lab.Server, Path);
        await using var second = await StreamClient.OpenAsync(lab.Server, Path);
        var third = await StreamClient.OpenAsync(lab.Server, Path);

        using var refused = await StreamClient.AskAsync(lab.Server, Path);
        await third.DisposeAsync();

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        await Poll.UntilAsync(async () =>
        {
            using var again = await StreamClient.AskAsync(lab.Server, Path);
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Theory]
    [InlineData("/api/v1/customers/c-1/stream", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/customers/c-1/stream?channel=mail", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/customers/c-1/stream?channel=nothing", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/customers/nobody/stream?channel=push", HttpStatusCode.NotFound)]
    public async Task Open_BadInput_IsAProblem(string path, HttpStatusCode status)
    {
        await using var lab = await LabAsync();

        using var response = await StreamClient.AskAsync(lab.Server, path);

        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-5")]
    [InlineData("99999999999999999999999")]
    public async Task Open_LastEventIdThatIsNone_IsAProblem(string id)
    {
        await using var lab = await LabAsync();

        using var response = await StreamClient.AskAsync(lab.Server, Path, ("Last-Event-ID", id));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task BrowserToken_OpensItsOwnStreamAndNoOther()
    {
        await using var lab = await LabAsync();
        await lab.Engine.UpsertCustomerAsync("c-2", new CustomerPatch());
        var (_, secret) = await lab.Server.CreateKeyAsync(Scopes.Decide);
        var body = new StringContent($$"""{"channel":"push","origin":"{{lab.Server.Origin}}"}""", System.Text.Encoding.UTF8, "application/json");
        var (issued, _) = await lab.Server.SendAsync(HttpMethod.Post, "/api/v1/customers/c-1/browser-token", body, ("X-Api-Key", secret));
        using var answer = JsonDocument.Parse(await issued.Content.ReadAsStringAsync());
        var bearer = ("Authorization", "Bearer " + answer.RootElement.GetProperty("token").GetString());

        await using var stream = await StreamClient.OpenAsync(lab.Server, Path, bearer);
        using var withKey = await StreamClient.AskAsync(lab.Server, Path, ("X-Api-Key", secret));
        using var without = await StreamClient.AskAsync(lab.Server, Path);
        using var otherCustomer = await StreamClient.AskAsync(lab.Server, "/api/v1/customers/c-2/stream?channel=push", bearer);
        using var otherChannel = await StreamClient.AskAsync(lab.Server, "/api/v1/customers/c-1/stream?channel=web", bearer);
        using var inAddress = await StreamClient.AskAsync(lab.Server, Path + "&access_token=" + answer.RootElement.GetProperty("token").GetString());

        withKey.StatusCode.ShouldBe(HttpStatusCode.OK);
        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        otherCustomer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        otherChannel.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        inAddress.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.RootElement.GetProperty("expiresAt").GetDateTimeOffset().ShouldBeInRange(DateTimeOffset.UtcNow.AddMinutes(14), DateTimeOffset.UtcNow.AddMinutes(15));
    }

    [Fact]
    public async Task BrowserToken_ForAnUnlistedOriginOrUnknownChannel_IsRefusedNamingBoth()
    {
        await using var lab = await LabAsync();

        var (foreign, originProblem) = await PostAsync("""{"channel":"push","origin":"https://evil.example"}""");
        var (unknown, channelProblem) = await PostAsync("""{"channel":"fax","origin":"https://evil.example"}""");

        foreign.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        originProblem!.Errors.ShouldNotBeNull().ShouldHaveSingleItem().Path.ShouldBe("origin");
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        channelProblem!.Errors.ShouldNotBeNull().ShouldHaveSingleItem().Allowed.ShouldBe("web, push, mail, hook");

        Task<(HttpResponseMessage Response, NbaStudio.Hosting.Http.Problem? Problem)> PostAsync(string json) => lab.Server.SendAsync(
            HttpMethod.Post, "/api/v1/customers/c-1/browser-token", new StringContent(json, System.Text.Encoding.UTF8, "application/json"));
    }

    [Fact]
    public async Task Stop_StreamsOpen_EndsThemAndStopsAtOnce()
    {
        var lab = await LabAsync();
        await using var stream = await StreamClient.OpenAsync(lab.Server, Path);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        await lab.DisposeAsync();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8));
        (await stream.HasEndedAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Registry_StreamsComeAndGoAtOnce_NeverExceedTheMaximumAndLoseNothing()
    {
        await using var lab = await LabAsync();
        var registry = lab.Server.Services.GetRequiredService<StreamRegistry>();
        var open = 0;
        var most = 0;

        await Parallel.ForAsync(0, 2_000, (_, _) =>
        {
            using var stream = registry.TryOpen(77, "push", -1);
            if (stream is not null)
            {
                var now = Interlocked.Increment(ref open);
                InterlockedMax(ref most, now);
                Interlocked.Decrement(ref open);
            }

            return ValueTask.CompletedTask;
        });

        most.ShouldBeInRange(1, StreamRegistry.MaximumPerCustomer);
        registry.HasStream(77, "push").ShouldBeFalse();
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private static async Task<ChannelLab> LabAsync()
    {
        var lab = await ChannelLab.StartAsync();
        await lab.AddCustomerAsync("c-1");
        return lab;
    }

    private static string? IdOf(System.Net.ServerSentEvents.SseItem<string> item) => JsonDocument.Parse(item.Data).RootElement.GetProperty("decisionId").GetString();
}
