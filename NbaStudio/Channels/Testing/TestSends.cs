using System.Globalization;
using NbaStudio.Channels.Streams;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;

namespace NbaStudio.Channels.Testing;

/// <summary>Sends contents to test customers through the senders of the channels. The engine decides nothing, and its outbox and the customer stay untouched.</summary>
internal sealed class TestSends(
    NbaEngine engine, IActionDesk actions, SenderChoice senders, StreamRegistry streams, ConsoleSettings settings, AuditLog audit, ILogger<TestSends> log) : ITestSends, IDisposable
{
    /// <summary>Customers that can be listed.</summary>
    public const int MaximumListed = 50;

    private static readonly TimeSpan ValidFor = TimeSpan.FromHours(1);
    private readonly TestList _list = new(settings);
    private readonly TestPace _pace = new();

    public async Task<IReadOnlyList<TestCustomer>> ReadAsync(CancellationToken cancellationToken = default) =>
        [.. (await _list.ReadAsync(cancellationToken)).Select(key => Find(key) is { } state
            ? new TestCustomer(key, state.PrimaryId, CustomerText.Name(state), state.Language, [.. state.Addresses.Records.Where(a => !a.IsRefused).Select(a => a.Channel)], state.Simulated)
            : new TestCustomer(key, null, "", null, [], false))];

    public async Task<TestListing> AddAsync(string customerId, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Admin);
        ArgumentNullException.ThrowIfNull(customerId);
        if (engine.FindCustomer(customerId.Trim()) is not { } key)
        {
            return TestListing.Unknown;
        }

        var result = TestListing.Listed;
        await _list.ChangeAsync(
            keys =>
            {
                result = keys.Contains(key) ? TestListing.Already : keys.Count >= MaximumListed ? TestListing.Full : TestListing.Listed;
                return result == TestListing.Listed ? keys.Append(key) : null;
            },
            who.Name, cancellationToken);
        return result;
    }

    public Task RemoveAsync(long customer, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Admin);
        return _list.ChangeAsync(keys => keys.Contains(customer) ? keys.Where(key => key != customer) : null, who.Name, cancellationToken);
    }

    public async Task<TestSent> SendAsync(TestMessage message, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Design);
        ArgumentNullException.ThrowIfNull(message);
        if (!(await _list.ReadAsync(cancellationToken)).Contains(message.Customer))
        {
            return new TestSent(TestSendStatus.NotListed);
        }

        if (Find(message.Customer) is not { } listed)
        {
            return new TestSent(TestSendStatus.Gone);
        }

        if (engine.Policy is not { } live || await actions.OpenAsync(message.Change, cancellationToken) is not { } book || Find(book.Document, message.Treatment) is not var (objective, action, treatment))
        {
            return new TestSent(TestSendStatus.NoTreatment);
        }

        if (treatment.Content.GetValueOrDefault(message.Language) is not { } content)
        {
            return new TestSent(TestSendStatus.NoContent);
        }

        // The test shows what the preview shows: what the sender may not see is missing in both.
        var contents = new Dictionary<string, ContentDocument> { [message.Language] = content };
        var trial = await Task.Run(() => engine.TryContent(book.Document, treatment.Channel, contents, listed.PrimaryId, !who.Has(Scopes.Sensitive)), cancellationToken);
        if (trial is null)
        {
            return new TestSent(TestSendStatus.Gone);
        }

        if (trial.Policy is not { } policy || trial.Contents.GetValueOrDefault(message.Language) is not { } tried)
        {
            return new TestSent(TestSendStatus.Mistakes, string.Join(" ", trial.Issues.Select(issue => issue.Message)));
        }

        var channel = policy.Channels[policy.Treatments[0].Channel];
        if (Objection(trial.Customer, action, channel, live) is { } objection)
        {
            return new TestSent(objection);
        }

        var id = $"test-{Guid.NewGuid():N}";
        var now = engine.Now;
        var delivery = new Delivery(
            0, message.Customer, trial.Customer.PrimaryId, id, channel.Id, objective.Id, action.Id, treatment.Id, treatment.Key ?? 0, Marked(tried.Content), trial.Customer.Addresses.Find(channel.Id)?.Address,
            Delivery.TestToken, now, now + ValidFor, id, 1, trial.Customer.Simulated, IsTest: true);
        return await SendAsync(delivery, channel, message.Change, who, cancellationToken);
    }

    public void Dispose()
    {
        _list.Dispose();
        _pace.Dispose();
    }

    private async Task<TestSent> SendAsync(Delivery delivery, ChannelSnapshot channel, string? change, Caller who, CancellationToken stop)
    {
        var (sender, fault) = senders.Find(delivery, channel);
        switch (sender)
        {
            case null:
                return new TestSent(TestSendStatus.NotSetUp, fault);
            case MarketSender:
                return new TestSent(TestSendStatus.Simulated);
            case StreamSender when !streams.HasStream(delivery.Customer, channel.Id):
                return new TestSent(TestSendStatus.NotOnline);
        }

        if (engine.SendingStopped)
        {
            return new TestSent(TestSendStatus.Stopped);
        }

        if (!_pace.Takes(delivery.Customer, who.Name))
        {
            return new TestSent(TestSendStatus.TooMany);
        }

        // The audit names the key, never the customer: not in the words of the other side either, which say addresses. It is written before, so that nothing leaves without a trace.
        var (target, what) = ($"treatment {delivery.Treatment}", $"{delivery.Content.Language} on {channel.Id} to customer {delivery.Customer}, {(change is null ? "as published" : "as in change " + change)}");
        await audit.WriteAsync(who.Name, "test.begun", target, after: what, stop: stop);
        var sent = await AttemptAsync(sender, delivery, channel, stop);
        // What left is noted even if the page was closed meanwhile.
        await audit.WriteAsync(
            who.Name, sent.Status == TestSendStatus.Sent ? "test.sent" : "test.failed", target,
            after: sent.Status == TestSendStatus.Sent ? what : string.Create(CultureInfo.InvariantCulture, $"{what}: {sent.Status}"), stop: CancellationToken.None);
        return sent with { Detail = Without(delivery, sent.Detail) };
    }

    private static string? Without(Delivery delivery, string? detail)
    {
        foreach (var name in new[] { delivery.Address, delivery.CustomerId })
        {
            detail = string.IsNullOrEmpty(name) ? detail : detail?.Replace(name, "…", StringComparison.OrdinalIgnoreCase);
        }

        return detail;
    }

    private async Task<TestSent> AttemptAsync(IChannelSender sender, Delivery delivery, ChannelSnapshot channel, CancellationToken stop)
    {
        try
        {
            var result = await sender.SendAsync(delivery, channel, stop);
            return result switch
            {
                { IsUncertain: true } => new TestSent(TestSendStatus.Uncertain, result.Error),
                { Result: DeliveryResult.Delivered or DeliveryResult.Sent } => new TestSent(TestSendStatus.Sent),
                _ => new TestSent(TestSendStatus.Failed, result.Error),
            };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new TestSent(TestSendStatus.Uncertain, "It was cancelled in the middle of the attempt.");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.LogError(failure, "A test on channel {Channel} failed", channel.Id);
            return new TestSent(TestSendStatus.Failed, $"The sender failed: {failure.Message}");
        }
    }

    /// <summary>What forbids the test: everything that forbids the message itself, but for contact policies and quiet hours. Paused actions may be tested.</summary>
    /// <remarks>A change that nobody approved may forbid more than what is published, never less.</remarks>
    private TestSendStatus? Objection(CustomerState customer, ActionDocument action, ChannelSnapshot channel, PolicySnapshot live)
    {
        if (live.Channels.FirstOrDefault(c => c.Id == channel.Id) is not { } published)
        {
            return TestSendStatus.NotPublished;
        }

        var known = live.Actions.FirstOrDefault(a => a.Id == action.Id);
        var isService = action.Class == "service" && known?.Class == ActionClass.Service;
        var optIn = channel.RequireOptIn || published.RequireOptIn;
        var address = customer.Addresses.Find(channel.Id);
        return (channel.Direction & ChannelDirection.Outbound) == 0 ? TestSendStatus.NoWayOut
            : channel.Paused || published.Paused ? TestSendStatus.ChannelPaused
            : engine.SendingStopped ? TestSendStatus.Stopped
            : address is { IsRefused: true } ? TestSendStatus.AddressRefused
            : channel.Kind == ChannelKind.Email && address is null ? TestSendStatus.NoAddress
            : isService || (Agrees(action.Purpose ?? channel.PurposeDefault) && Agrees(known?.Purpose ?? published.PurposeDefault)) ? null
            : TestSendStatus.NoConsent;

        bool Agrees(string purpose) => customer.Consents.Check(channel.Id, purpose, optIn).Allowed;
    }

    private CustomerState? Find(long key) => engine.Store.LoadCustomer(key) is { } stored ? CustomerStateCodec.Read(stored.State) : null;

    private static (ObjectiveDocument, ActionDocument, TreatmentDocument)? Find(PolicyDocument document, string treatment)
    {
        foreach (var objective in document.Objectives)
        {
            foreach (var action in objective.Groups.SelectMany(group => group.Actions))
            {
                if (action.Treatments.FirstOrDefault(t => t.Id == treatment) is { } found)
                {
                    return (objective, action, found);
                }
            }
        }

        return null;
    }

    /// <summary>Says that it is a test where the customer looks first: the subject, or where there is none the text.</summary>
    private static RenderedContent Marked(RenderedContent content)
    {
        var mark = new Words(Words.Languages.Contains(content.Language) ? content.Language : "en")["testSend.mark"];
        return string.IsNullOrWhiteSpace(content.Subject) ? content with { Body = $"{mark} {content.Body}" } : content with { Subject = $"{mark} {content.Subject}" };
    }
}
