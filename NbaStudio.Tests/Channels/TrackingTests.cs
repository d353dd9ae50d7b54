using System.Net;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Channels;

public sealed class TrackingTests
{
    [Fact]
    public async Task Click_KnownToken_CountsAndLeadsToTheStoredLinkOnly()
    {
        await using var sink = new SmtpSink();
        await using var lab = await ChannelLab.StartAsync(EmailTests.Settings(sink));
        var token = await DeliveredAsync(lab);

        var (response, _) = await lab.Server.SendAsync(HttpMethod.Get, $"/t/{token}?url=https://evil.example&link=https://evil.example");

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location.ShouldNotBeNull().OriginalString.ShouldBe(LabPolicy.Link);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await KindsAsync(lab)).ShouldContain(ContactKind.Click);
    }

    [Fact]
    public async Task Open_Picture_CountsOnceAndIsAGif()
    {
        await using var sink = new SmtpSink();
        await using var lab = await ChannelLab.StartAsync(EmailTests.Settings(sink));
        var token = await DeliveredAsync(lab);

        var (first, _) = await lab.Server.SendAsync(HttpMethod.Get, $"/o/{token}.gif");
        await lab.Server.SendAsync(HttpMethod.Get, $"/o/{token}.gif");
        var (unknown, _) = await lab.Server.SendAsync(HttpMethod.Get, $"/o/{new string('A', 22)}.gif");

        first.Content.Headers.ContentType!.MediaType.ShouldBe("image/gif");
        (await first.Content.ReadAsByteArrayAsync())[..6].ShouldBe("GIF89a"u8.ToArray());
        unknown.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await KindsAsync(lab)).Count(kind => kind == ContactKind.Open).ShouldBe(1);
    }

    [Fact]
    public async Task Preferences_OnlyPostChangesConsentAndThenNothingIsSentAnyMore()
    {
        await using var sink = new SmtpSink();
        await using var lab = await ChannelLab.StartAsync(null, LabPolicy.Create("marketing"), null, ["--Nba:Demo=false", .. EmailTests.Settings(sink)]);
        await lab.AddCustomerAsync("c-1", "hana@example.com");
        await lab.Engine.UpsertCustomerAsync("c-1", new CustomerPatch { Consents = [new ConsentInput("mail", "marketing", true, DateTimeOffset.UtcNow.AddDays(-1), "form", null)] });
        var token = (await lab.TriggerAsync("c-1", "mail")).Actions[0].TrackingToken;
        await lab.UntilAsync("c-1", OutboxStatus.Delivered);

        var (page, _) = await lab.Server.SendAsync(HttpMethod.Get, $"/u/{token}", null, ("Accept-Language", "ja,en;q=0.5"));
        var before = await ConsentAsync(lab);
        // RFC 8058: the mail program posts exactly this, without a cookie.
        var (done, _) = await lab.Server.SendAsync(HttpMethod.Post, $"/u/{token}", new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        var next = await lab.TriggerAsync("c-1", "mail");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.Content.ReadAsStringAsync()).ShouldContain("lang=\"ja\"");
        before.ShouldBeTrue();
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ConsentAsync(lab)).ShouldBeFalse();
        next.Silence.ShouldNotBeNull();
        sink.Mails.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("/t/")]
    [InlineData("/u/")]
    public async Task Token_UnknownOrDamaged_IsNotFound(string path)
    {
        await using var lab = await ChannelLab.StartAsync();

        foreach (var token in new[] { new string('A', 22), "short", new string('%', 3) + "41", new string('x', 3_000) })
        {
            (await lab.Server.SendAsync(HttpMethod.Get, path + token)).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    private static async Task<string> DeliveredAsync(ChannelLab lab)
    {
        await lab.AddCustomerAsync("c-1", "hana@example.com");
        var decision = await lab.TriggerAsync("c-1", "mail");
        await lab.UntilAsync("c-1", OutboxStatus.Delivered);
        return decision.Actions[0].TrackingToken;
    }

    private static Task<List<ContactKind>> KindsAsync(ChannelLab lab) =>
        lab.Engine.ReadCustomerAsync("c-1", customer => customer.Contacts.Entries.Select(entry => entry.Kind).ToList());

    private static Task<bool> ConsentAsync(ChannelLab lab) =>
        lab.Engine.ReadCustomerAsync("c-1", customer => customer.Consents.Check("mail", "marketing", true).Allowed);
}
