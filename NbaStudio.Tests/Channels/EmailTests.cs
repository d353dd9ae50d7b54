using System.Net;
using NbaStudio.Channels;
using NbaStudio.Channels.Email;
using NbaStudio.Configuration;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Channels;

public sealed class EmailTests
{
    [Fact]
    public async Task Deliver_JapaneseMessage_ArrivesWholeAtOneRecipient()
    {
        await using var sink = new SmtpSink();
        await using var lab = await ChannelLab.StartAsync(Settings(sink));
        await lab.AddCustomerAsync("c-1", "hana@example.com");

        var decision = await lab.TriggerAsync("c-1", "mail");
        await lab.UntilAsync("c-1", OutboxStatus.Delivered);

        var mail = sink.Mails.ShouldHaveSingleItem();
        var token = decision.Actions[0].TrackingToken;
        mail.Recipients.ShouldBe(["hana@example.com"]);
        mail.Header("To").ShouldBe("hana@example.com");
        mail.Header("From").ShouldBe("カワセミ Lab <news@kawasemi.example>");
        mail.Header("Subject").ShouldBe("春のお知らせ：料金プランの見直しとデータ容量についての大切なご案内です");
        mail.RawHeaders.ShouldAllBe(c => c < 128);
        mail.Header("List-Unsubscribe").ShouldBe($"<https://hub.example/u/{token}>");
        mail.Header("List-Unsubscribe-Post").ShouldBe("List-Unsubscribe=One-Click");
        var html = mail.Part("text/html");
        html.ShouldContain("<p>&lt;花 &amp; &quot;太郎&quot;&gt;さま、こんにちは。</p>");
        html.ShouldContain($"href=\"https://hub.example/t/{token}\"");
        html.ShouldContain($"src=\"https://hub.example/o/{token}.gif\"");
        html.ShouldContain($"href=\"https://hub.example/u/{token}\"");
        html.ShouldNotContain(LabPolicy.Link);
        var text = mail.Part("text/plain");
        text.ShouldContain("<花 & \"太郎\">さま、こんにちは。");
        text.ShouldContain($"見る: https://hub.example/t/{token}");
        text.ShouldContain($"https://hub.example/u/{token}");
    }

    [Fact]
    public async Task Deliver_ServerRefusesTheRecipient_BouncesAndTheAddressIsNotUsedAgain()
    {
        await using var sink = new SmtpSink { RecipientAnswer = "550 no such user" };
        await using var lab = await ChannelLab.StartAsync(Settings(sink));
        await lab.AddCustomerAsync("c-1", "hana@example.com");

        await lab.TriggerAsync("c-1", "mail");
        var row = await lab.UntilAsync("c-1", OutboxStatus.Failed);
        var next = await lab.TriggerAsync("c-1", "mail");

        row.LastError.ShouldNotBeNull().ShouldContain("refused the recipient");
        next.Silence.ShouldNotBeNull();
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deliver_ServerPutsItOff_ComesAgain()
    {
        await using var sink = new SmtpSink { RecipientAnswer = "450 busy" };
        await using var lab = await ChannelLab.StartAsync(Settings(sink));
        await lab.AddCustomerAsync("c-1", "hana@example.com");

        await lab.TriggerAsync("c-1", "mail");
        await lab.UntilAsync("c-1", OutboxStatus.Pending);
        sink.RecipientAnswer = "250 ok";
        await lab.UntilAsync("c-1", OutboxStatus.Delivered);

        sink.Mails.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Deliver_ServerHangsUpAfterTheMessage_WaitsForAPersonAndIsNotSentAgain()
    {
        await using var sink = new SmtpSink { HangsUpAfterData = true };
        await using var lab = await ChannelLab.StartAsync(Settings(sink));
        await lab.AddCustomerAsync("c-1", "hana@example.com");
        await lab.TriggerAsync("c-1", "mail");

        var row = await lab.UntilAsync("c-1", OutboxStatus.Uncertain);
        sink.HangsUpAfterData = false;
        var (replayed, _) = await lab.Server.SendAsync(HttpMethod.Post, $"/api/v1/deliveries/{row.Id}/replay");
        await lab.UntilAsync("c-1", OutboxStatus.Delivered);

        row.LastError.ShouldNotBeNull().ShouldContain("broke");
        replayed.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        sink.Mails.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Deliver_NoServer_ComesAgain()
    {
        int port;
        await using (var sink = new SmtpSink())
        {
            port = sink.Port;
        }

        await using var lab = await ChannelLab.StartAsync("--Nba:Channels:mail:Host=127.0.0.1", $"--Nba:Channels:mail:Port={port}", "--Nba:Channels:mail:From=news@kawasemi.example", "--Nba:Channels:mail:Tls=false");
        await lab.AddCustomerAsync("c-1", "hana@example.com");

        await lab.TriggerAsync("c-1", "mail");
        var row = await lab.UntilAsync("c-1", OutboxStatus.Pending);

        row.LastError.ShouldNotBeNull().ShouldContain("could not be reached");
    }

    [Theory]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("a@example.com\r\nBcc: b@example.com")]
    [InlineData("Hana <a@example.com>")]
    [InlineData("a@example.com;b@example.com")]
    [InlineData(" a@example.com")]
    [InlineData("not an address")]
    [InlineData("")]
    [InlineData(null)]
    public void Recipient_NotExactlyOneAddress_IsRefused(string? address) => MailComposer.Recipient(address).ShouldBeNull();

    [Fact]
    public async Task Compose_PictureOfTheHub_HasAnAddressThatHoldsOutsideAndItsWords()
    {
        await using var server = await StudioServer.StartAsync("--Nba:Demo=false", "--Nba:PublicUrl=https://hub.example.com");
        var address = (PublicAddress)server.Services.GetService(typeof(PublicAddress))!;
        var content = new RenderedContent("en", "Hats", "Hello", "/pictures/" + new string('a', 64), null, null) { ImageAlt = "A \"green\" hat" };
        var delivery = new Delivery(
            1, 1, "c-1", "d-1-1", "mail", "serve", "hello", "hello-mail", 1, content, "hana@example.com", "token", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "key", 1, false);

        var (message, _) = new MailComposer(address).Compose(delivery, new ChannelOptions { From = "news@kawasemi.example" }, "Kawasemi");

        using var html = new StreamReader(message.ShouldNotBeNull().AlternateViews[1].ContentStream);
        (await html.ReadToEndAsync()).ShouldContain($"<img src=\"https://hub.example.com{content.Image}\" alt=\"A &quot;green&quot; hat\"");
        address.Outside(content with { Image = "/shop/hat.png" }).Image.ShouldBe("/shop/hat.png", "it is the site's own");
    }

    [Theory]
    [InlineData("Offer\r\nBcc: someone@example.com", "Kawasemi")]
    [InlineData("Offer", "Kawasemi\nX-Evil: 1")]
    public async Task Compose_LineEndInSubjectOrName_IsRefused(string subject, string sender)
    {
        await using var server = await StudioServer.StartAsync("--Nba:Demo=false");
        var composer = new MailComposer((PublicAddress)server.Services.GetService(typeof(PublicAddress))!);
        var delivery = new Delivery(
            1, 1, "c-1", "d-1-1", "mail", "serve", "hello", "hello-mail", 1, new RenderedContent("en", subject, "Hello", null, null, null), "hana@example.com", "token", DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch, "key", 1, false);

        var (message, fault) = composer.Compose(delivery, new ChannelOptions { From = "news@kawasemi.example" }, sender);

        message.ShouldBeNull();
        fault.ShouldNotBeNull().Result.ShouldBe(DeliveryResult.Failed);
        fault.Error.ShouldNotBeNull().ShouldContain("line end");
    }

    [Theory]
    [InlineData("<p>One &amp; two</p><p>Three<br>four</p>", "One & two\r\nThree\r\nfour")]
    [InlineData("<ul><li>A</li>\n<li>B</li></ul>", "A\r\nB")]
    [InlineData("1 < 2", "1 < 2")]
    public void MailText_Html_BecomesLines(string html, string text) => MailText.Of(html).ShouldBe(text);

    internal static string[] Settings(SmtpSink sink) =>
    [
        "--Nba:Channels:mail:Host=127.0.0.1", $"--Nba:Channels:mail:Port={sink.Port}", "--Nba:Channels:mail:From=news@kawasemi.example", "--Nba:Channels:mail:Tls=false",
        "--Nba:PublicUrl=https://hub.example/",
    ];
}
