using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Data;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Storage;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Channels;

/// <summary>Tests of treatments: over the real ways out, labelled, and without a trace in what counts.</summary>
public sealed class TestSendTests
{
    private static readonly Caller Marketer = Caller.ForAccount("mari", "", [Scopes.Read, Scopes.Design]);

    [Fact]
    public async Task Send_Mail_ArrivesLabelledAndNothingCounts()
    {
        await using var sink = new SmtpSink();
        await using var lab = await ChannelLab.StartAsync(EmailTests.Settings(sink));
        await lab.AddCustomerAsync("c-1", "hana@example.com");
        var tests = Tests(lab);
        (await tests.AddAsync("c-1", Caller.Local)).ShouldBe(TestListing.Listed);
        var key = lab.Engine.FindCustomer("c-1")!.Value;
        var before = (State: lab.Engine.Store.LoadCustomer(key)!.State, Head: lab.Engine.Store.ReadHead().Sequence);

        (await tests.SendAsync(new TestMessage(null, "hello-mail", "ja", key), Marketer)).ShouldBe(new TestSent(TestSendStatus.Sent));
        (await tests.SendAsync(new TestMessage(null, "hello-mail", "en", key), Marketer)).Status.ShouldBe(TestSendStatus.Sent);

        sink.Mails.Select(mail => mail.Header("Subject")).ShouldBe(["【テスト】 春のお知らせ：料金プランの見直しとデータ容量についての大切なご案内です", "[Test] Spring news"]);
        var mail = sink.Mails.First();
        mail.Recipients.ShouldBe(["hana@example.com"]);
        mail.Header("List-Unsubscribe").ShouldBe("<https://hub.example/u/test>");
        var html = mail.Part("text/html");
        html.ShouldContain("これはテストメッセージです。");
        html.ShouldContain("<p>&lt;花 &amp; &quot;太郎&quot;&gt;さま、こんにちは。</p>");
        html.ShouldContain($"href=\"{WebUtility.HtmlEncode(LabPolicy.Link)}\"");
        html.ShouldNotContain("/t/");
        html.ShouldNotContain("/o/");
        mail.Part("text/plain").ShouldStartWith("これはテストメッセージです。");
        lab.Rows("c-1").ShouldBeEmpty();
        lab.Engine.Store.ReadHead().Sequence.ShouldBe(before.Head, "the journal has nothing of it");
        lab.Engine.Store.LoadCustomer(key)!.State.ShouldBe(before.State, "contacts, timers and models know nothing of it");
        var entries = (await lab.Server.Services.GetRequiredService<AuditLog>().ListAsync(10)).Where(e => e.What.StartsWith("test.", StringComparison.Ordinal)).ToList();
        entries.Select(e => e.What).ShouldBe(["test.sent", "test.begun", "test.sent", "test.begun"]);
        entries.ShouldAllBe(e => e.Who == "mari" && e.Target == "treatment hello-mail" && e.After!.Contains($"customer {key}, as published") && !e.After.Contains("c-1"));
    }

    [Fact]
    public async Task Unsubscribe_ByATest_ChangesNothingAndSaysSo()
    {
        await using var lab = await ChannelLab.StartAsync();

        foreach (var (method, path) in new[] { (HttpMethod.Get, "/u/test"), (HttpMethod.Post, "/u/test"), (HttpMethod.Get, "/t/test") })
        {
            var (response, _) = await lab.Server.SendAsync(method, path);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await response.Content.ReadAsStringAsync()).ShouldContain("A test message");
        }
    }

    [Fact]
    public async Task Send_Webhook_PostsSignedJsonThatSaysTest()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var lab = await ChannelLab.StartAsync(WebhookTests.Settings(receiver));
        var key = await ListedAsync(lab, "c-1");

        (await Tests(lab).SendAsync(new TestMessage(null, "hello-hook", "ja", key), Marketer)).Status.ShouldBe(TestSendStatus.Sent);

        using var json = JsonDocument.Parse(receiver.Calls.ShouldHaveSingleItem().Body);
        json.RootElement.GetProperty("test").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("decisionId").GetString()!.ShouldStartWith("test-");
        json.RootElement.GetProperty("trackingToken").GetString().ShouldBe("test");
        json.RootElement.GetProperty("links").GetProperty("click").GetString().ShouldBe(LabPolicy.Link);
        receiver.Answer = _ => (422, null);
        var refused = await Tests(lab).SendAsync(new TestMessage(null, "hello-hook", "ja", key), Marketer);
        refused.Status.ShouldBe(TestSendStatus.Failed);
        refused.Detail.ShouldNotBeNull().ShouldContain("422");
        receiver.Calls.Count.ShouldBe(2, "a test is not tried again");
    }

    [Fact]
    public async Task Send_Push_ReachesAnOpenStreamOnly()
    {
        await using var lab = await ChannelLab.StartAsync();
        var key = await ListedAsync(lab, "c-1");
        var message = new TestMessage(null, "hello-push", "ja", key);
        (await Tests(lab).SendAsync(message, Marketer)).Status.ShouldBe(TestSendStatus.NotOnline);
        await using var phone = await StreamClient.OpenAsync(lab.Server, "/api/v1/customers/c-1/stream?channel=push");

        (await Tests(lab).SendAsync(message, Marketer)).Status.ShouldBe(TestSendStatus.Sent);

        using var offer = JsonDocument.Parse((await phone.NextAsync()).Data);
        offer.RootElement.GetProperty("test").GetBoolean().ShouldBeTrue();
        offer.RootElement.GetProperty("content").GetProperty("subject").GetString()!.ShouldStartWith("【テスト】");
    }

    [Fact]
    public async Task Send_WhatForbidsTheMessage_ForbidsTheTest()
    {
        await using var sink = new SmtpSink();
        await using var lab = await ChannelLab.StartAsync(null, LabPolicy.Create("marketing"), null, ["--Nba:Demo=false", .. EmailTests.Settings(sink)]);
        await lab.AddCustomerAsync("c-1", "hana@example.com");
        var (tests, key, nobody) = (Tests(lab), await ListedAsync(lab, "c-1"), await ListedAsync(lab, "c-2"));
        async Task<TestSendStatus> Send(string treatment, string language, long customer) => (await tests.SendAsync(new TestMessage(null, treatment, language, customer), Marketer)).Status;

        (await Send("hello-mail", "ja", key)).ShouldBe(TestSendStatus.NoConsent);
        await lab.Engine.UpsertCustomerAsync("c-1", new CustomerPatch { Consents = [new ConsentInput("mail", "marketing", true, DateTimeOffset.UnixEpoch, "form", null)] });
        (await Send("hello-mail", "ja", nobody)).ShouldBe(TestSendStatus.NoAddress);
        (await Send("hello-mail", "fr", key)).ShouldBe(TestSendStatus.NoContent);
        (await Send("hello-fax", "ja", key)).ShouldBe(TestSendStatus.NoTreatment);
        (await Send("hello-hook", "ja", key)).ShouldBe(TestSendStatus.NoConsent, "consent is asked before settings");
        (await Send("hello-mail", "ja", 999)).ShouldBe(TestSendStatus.NotListed);
        (await tests.SendAsync(new TestMessage("no-change", "hello-mail", "ja", key), Marketer)).Status.ShouldBe(TestSendStatus.NoTreatment);
        lab.Engine.SendingStopped = true;
        (await Send("hello-mail", "ja", key)).ShouldBe(TestSendStatus.Stopped);
        lab.Engine.SendingStopped = false;
        sink.Mails.ShouldBeEmpty();

        (await Send("hello-mail", "ja", key)).ShouldBe(TestSendStatus.Sent);

        await lab.Engine.EraseCustomerAsync("c-1");
        (await Send("hello-mail", "ja", key)).ShouldBe(TestSendStatus.Gone);
        (await tests.ReadAsync()).Select(c => c.CustomerId).ShouldBe([null, "c-2"]);
    }

    [Fact]
    public async Task Send_FromAChangeThatAllowsMore_AsksWhatIsPublished()
    {
        await using var sink = new SmtpSink();
        await using var lab = await ChannelLab.StartAsync(null, LabPolicy.Create("marketing"), null, ["--Nba:Demo=false", .. EmailTests.Settings(sink)]);
        await lab.AddCustomerAsync("c-1", "hana@example.com");
        var key = await ListedAsync(lab, "c-1");
        var action = lab.Engine.Policy!.Document.Objectives.SelectMany(o => o.Groups.SelectMany(g => g.Actions)).First(a => a.Treatments.Any(t => t.Id == "hello-mail"));
        async Task<TestSendStatus> Send(string kind, string id, string field, string value)
        {
            var edit = new ItemsEdit(null, "Draft", [new ItemWrite(kind, id, ItemWriteKind.Edit, [new FieldWrite(field, null, value)])]);
            var change = (await lab.Server.Services.GetRequiredService<IItemEditor>().PutAsync(edit, Caller.Local)).Change.ShouldNotBeNull();
            return (await Tests(lab).SendAsync(new TestMessage(change, "hello-mail", "ja", key), Marketer)).Status;
        }

        (await Send("channel", "mail", "requireOptIn", "false")).ShouldBe(TestSendStatus.NoConsent, "the published channel asks for it");
        (await Send("action", action.Id, "class", "\"service\"")).ShouldBe(TestSendStatus.NoConsent, "the published action is marketing");
        await lab.Engine.UpsertCustomerAsync("c-1", new CustomerPatch { Consents = [new ConsentInput("mail", "marketing", true, DateTimeOffset.UnixEpoch, "form", null)] });
        (await Send("channel", "mail", "paused", "true")).ShouldBe(TestSendStatus.ChannelPaused, "a change may forbid more");
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_Refused_NamesNobodyInTheAudit_AndTooManyWait()
    {
        await using var hook = await WebhookReceiver.StartAsync();
        (hook.Answer, hook.Words) = (_ => (400, null), "No such person: hana, c-1");
        await using var lab = await ChannelLab.StartAsync(WebhookTests.Settings(hook));
        await lab.AddCustomerAsync("c-1", "hana@example.com");
        var key = await ListedAsync(lab, "c-1");
        Task<TestSent> Send() => Tests(lab).SendAsync(new TestMessage(null, "hello-hook", "ja", key), Marketer);

        var failed = await Send();
        failed.Status.ShouldBe(TestSendStatus.Failed);
        failed.Detail!.ShouldContain("400");
        failed.Detail!.ShouldNotContain("c-1");
        var entry = (await lab.Server.Services.GetRequiredService<AuditLog>().ListAsync(10)).First(e => e.What == "test.failed");
        entry.After!.ShouldEndWith(": Failed");
        entry.After!.ShouldNotContain("hana");

        for (var i = 1; i < 5; i++)
        {
            (await Send()).Status.ShouldBe(TestSendStatus.Failed);
        }

        (await Send()).Status.ShouldBe(TestSendStatus.TooMany);
        hook.Calls.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Send_ChannelWithoutSettings_SaysWhichKeyIsMissing()
    {
        await using var lab = await ChannelLab.StartAsync();
        var key = await ListedAsync(lab, "c-1");

        var sent = await Tests(lab).SendAsync(new TestMessage(null, "hello-hook", "ja", key), Marketer);

        sent.ShouldBe(new TestSent(TestSendStatus.NotSetUp, "Nba:Channels:hook:Url is not set."));
    }

    [Fact]
    public async Task AddAndRemove_AreAuditedByKey()
    {
        await using var lab = await ChannelLab.StartAsync();
        var key = await ListedAsync(lab, "c-1");
        var tests = Tests(lab);

        (await tests.AddAsync(" c-1 ", Caller.Local)).ShouldBe(TestListing.Already);
        (await tests.AddAsync("c-9", Caller.Local)).ShouldBe(TestListing.Unknown);
        (await tests.ReadAsync()).ShouldHaveSingleItem().CustomerId.ShouldBe("c-1");
        await tests.RemoveAsync(key, Caller.Local);

        (await tests.ReadAsync()).ShouldBeEmpty();
        (await lab.Server.Services.GetRequiredService<AuditLog>().ListAsync(10)).Where(e => e.Target == "test.customers").Select(e => (e.Before, e.After))
            .ShouldBe([($"{key}", ""), (null, $"{key}")]);
    }

    private static ITestSends Tests(ChannelLab lab) => lab.Server.Services.GetRequiredService<ITestSends>();

    private static async Task<long> ListedAsync(ChannelLab lab, string customer)
    {
        if (lab.Engine.FindCustomer(customer) is null)
        {
            await lab.AddCustomerAsync(customer);
        }

        (await Tests(lab).AddAsync(customer, Caller.Local)).ShouldBe(TestListing.Listed);
        return lab.Engine.FindCustomer(customer)!.Value;
    }
}
