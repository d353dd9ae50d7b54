using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Storage;
using NbaStudio.Hosting.Hub;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Channels;

/// <summary>The real hub with the lab's policy.</summary>
public sealed class ChannelLab : IAsyncDisposable
{
    private int _events;

    private ChannelLab(StudioServer server) => Server = server;

    public StudioServer Server { get; }

    public NbaEngine Engine => Server.Services.GetRequiredService<NbaEngine>();

    public static Task<ChannelLab> StartAsync(params string[] settings) => StartAsync(null, LabPolicy.Create(), null, ["--Nba:Demo=false", .. settings]);

    public static async Task<ChannelLab> StartAsync(TemporaryFolder? folder, PolicyDocument policy, Action<WebApplicationBuilder>? configure, params string[] settings)
    {
        var lab = new ChannelLab(await StudioServer.StartAsync(folder, configure, settings));
        if (lab.Engine.Policy!.Revision == 1)
        {
            var keyed = PolicyKeys.Assign(policy, 1_000).Document;
            var saved = await lab.Server.Services.GetRequiredService<PolicyStore>().SaveRevisionAsync(1, PolicyStorage.Split(keyed), "test", "");
            var publication = await lab.Engine.PublishAsync(keyed, saved.Number);
            publication.Succeeded.ShouldBeTrue(string.Join("\n", publication.Issues.Select(i => $"{i.Path}: {i.Message}")));
        }

        return lab;
    }

    public Task AddCustomerAsync(string id, string? mail = null, string language = "ja") => Engine.UpsertCustomerAsync(id, new CustomerPatch
    {
        Attributes = new Dictionary<string, Value> { ["first_name"] = Value.OfText("<花 & \"太郎\">") },
        Addresses = mail is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { ["mail"] = mail },
        Language = language,
    });

    /// <summary>Sends the event that has the lab's action sent on the channel; the decision.</summary>
    public async Task<DecisionReply> TriggerAsync(string customer, string channel)
    {
        var now = Server.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var reply = (await Engine.IngestAsync([new EventInput($"e{Interlocked.Increment(ref _events)}-{channel}", customer, channel, now, new Dictionary<string, Value>())]))[0];
        reply.Status.ShouldBe(EventStatus.Accepted, string.Join(", ", reply.Errors.Select(e => e.Message)));
        return reply.Decisions.ShouldHaveSingleItem();
    }

    public IReadOnlyList<OutboxRow> Rows(string customer) => Engine.Store.ReadOutboxOf(Engine.FindCustomer(customer)!.Value, 100);

    /// <summary>The customer's newest delivery, once it has the status.</summary>
    public async Task<OutboxRow> UntilAsync(string customer, OutboxStatus status, int seconds = 20)
    {
        try
        {
            await Poll.UntilAsync(() => Task.FromResult(Rows(customer) is [var row, ..] && row.Status == status), seconds);
        }
        catch (TimeoutException)
        {
            Rows(customer).FirstOrDefault()?.Status.ShouldBe(status, Rows(customer).FirstOrDefault()?.LastError);
            throw;
        }

        return Rows(customer)[0];
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
