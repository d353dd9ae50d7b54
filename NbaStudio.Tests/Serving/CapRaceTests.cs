using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

public sealed class CapRaceTests
{
    private const int Cap = 3;
    private static readonly long Window = (long)TimeSpan.FromHours(2).TotalMilliseconds;

    [Theory]
    [InlineData(1, "impression")]
    [InlineData(2, "sent")]
    [InlineData(3, "impression")]
    [InlineData(4, "sent")]
    [InlineData(5, "impression")]
    [InlineData(6, "sent")]
    public async Task ReservedAndConfirmed_NeverExceedTheCapAtADecision(int seed, string kind)
    {
        var random = new Random(seed);
        await using var host = await EngineHost.StartAsync(Policy(kind));
        await host.ConsentAsync("c", "*", true);
        var key = host.Engine.FindCustomer("c")!.Value;
        var replies = new List<DecisionReply>();
        var (chosen, silent, most) = (0, 0, 0);
        for (var step = 0; step < 250; step++)
        {
            switch (random.Next(10))
            {
                case 0 or 1:
                    // Several at once: requests and events in parallel.
                    var requests = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Task.Run(() => host.DecideAsync("c", "tile", random.Next(1, 4)))).ToArray();
                    var events = Task.Run(() => host.EventAsync("c", "leave"));
                    replies.AddRange(await Task.WhenAll(requests));
                    replies.AddRange(await events);
                    break;
                case 2:
                    replies.AddRange(await host.EventAsync("c", "leave"));
                    break;
                case 3 when replies.Count > 0:
                    // Also late ones: they count, and are no decision.
                    var old = replies[random.Next(replies.Count)];
                    foreach (var action in old.Actions)
                    {
                        await host.OutcomeAsync(old, random.Next(2) == 0 ? ContactKind.Impression : ContactKind.Click, action: action.Treatment);
                    }

                    break;
                case 4 or 5:
                    await Deliver(host, key, random);
                    break;
                case 6:
                    await host.RestartAsync();
                    break;
                default:
                    await host.AdvanceAsync(TimeSpan.FromMinutes(random.Next(1, random.Next(8) == 0 ? 600 : 40)), "c");
                    break;
            }
        }

        // Every recorded decision again: what counted before it, plus what it chose, is within the cap.
        foreach (var row in host.Store.ReadDecisions(key, long.MaxValue, 10_000))
        {
            var record = host.Engine.Records.Read(row).ShouldNotBeNull();
            // A cap on messages is about what a trigger sends; what the customer asks to see is no message.
            var counts = kind == "impression" || record.Inputs.Trigger != 0;
            var filled = counts ? record.Result.Filled.Count(f => f >= 0) : 0;
            var before = Counted(kind, record.Inputs.Contacts, record.Inputs.Now);
            if (filled > 0)
            {
                (before + filled).ShouldBeLessThanOrEqualTo(Cap, $"decision {record.Inputs.Id}");
                chosen++;
            }
            else
            {
                silent++;
            }

            most = Math.Max(most, before + filled);
        }

        chosen.ShouldBeGreaterThan(5);
        silent.ShouldBeGreaterThan(5);
        most.ShouldBeGreaterThanOrEqualTo(Cap);
        await host.AdvanceAsync(TimeSpan.FromDays(5), "c");
        (await host.Engine.ReadCustomerAsync("c", c => c.Contacts.Entries.Any(e => e.Status == ContactStatus.Reserved))).ShouldBeFalse("every promise is kept or taken back in the end");
    }

    private static async Task Deliver(EngineHost host, long key, Random random)
    {
        foreach (var row in host.Store.ReadOutboxOf(key, 5))
        {
            if (row.Status == OutboxStatus.Pending && await host.Engine.BeginDeliveryAsync(key, row.Id) is null)
            {
                continue;
            }

            var result = random.Next(5) switch { 0 => DeliveryResult.Failed, 1 => DeliveryResult.Retry, 2 => DeliveryResult.Sent, _ => DeliveryResult.Delivered };
            await host.Engine.CompleteDeliveryAsync(key, row.Id, result, "test");
        }
    }

    /// <summary>Counted from the facts alone: promises, and what was sent inside the window.</summary>
    private static int Counted(string kind, IEnumerable<ContactEntry> entries, long now)
    {
        var counted = kind == "sent" ? ContactKind.Sent : ContactKind.Impression;
        return entries.Count(e => e.Status == ContactStatus.Reserved ? e.Kind == ContactKind.Sent || e.Kind == counted : e.Kind == counted && e.Time > now - Window);
    }

    private static PolicyDocument Policy(string kind) =>
        TestPolicy.Of([.. Enumerable.Range(0, 5).Select(i => TestPolicy.Action("a" + i, 100 - i, 0.1, "web", "hook"))])
            .WithTrigger("leave", "hook").WithRule(TestPolicy.Cap("cap", Cap, "2h", kind));
}
