using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using NbaStudio.Live.Readers;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

public sealed class RandomCheckTests
{
    [Fact]
    public async Task Responses_OfBothArms_AreCountedOnceAndOnlyAfterTheirWindow()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b", 50), TestPolicy.Action("c", 20)) with { RandomCheck = 0.2 };
        await using var host = await EngineHost.StartAsync(policy);
        var live = new RandomCheckStatistics(host.Time);
        var customers = Enumerable.Range(0, 120).Select(i => "c" + i).ToArray();
        var (even, accepted, value) = (0, 0, 0.0);
        var late = new List<DecisionReply>();
        for (var i = 0; i < customers.Length; i++)
        {
            var reply = await host.DecideAsync(customers[i], "tile", 2);
            var record = host.RecordOf(reply);
            var isEven = record.Inputs.Arm.RandomCheck;
            even += isEven ? 1 : 0;
            await host.OutcomeAsync(reply, ContactKind.Impression, action: reply.Actions[0].Treatment);
            await host.OutcomeAsync(reply, ContactKind.Impression, action: reply.Actions[1].Treatment);
            if (i % 3 == 0)
            {
                // The second place is nobody's draw: its clicks count for no arm.
                await host.OutcomeAsync(reply, ContactKind.Click, action: reply.Actions[1].Treatment);
            }

            if (i % 4 == 0)
            {
                await host.OutcomeAsync(reply, ContactKind.Click, action: reply.Actions[0].Treatment);
            }
            else if (i % 4 == 1)
            {
                late.Add(reply);
            }

            if (isEven && i % 4 <= 1)
            {
                (accepted, value) = (accepted + 1, value + reply.Actions[0].Value);
            }
        }

        live.Fill(host.Store, long.MaxValue, default);
        live.Of(Key(), 30).ShouldBe((default, default), "no window has ended");

        await host.AdvanceAsync(TimeSpan.FromHours(3), customers);
        foreach (var reply in late)
        {
            await host.OutcomeAsync(reply, ContactKind.Click, action: reply.Actions[0].Treatment);
        }

        live = new RandomCheckStatistics(host.Time);
        live.Fill(host.Store, long.MaxValue, default);
        var (served, drawn) = live.Of(Key(), 30);
        even.ShouldBeInRange(8, 48);
        (drawn.Responses, drawn.Accepted).ShouldBe((even, accepted));
        drawn.Value.ShouldBe(value, 1e-6);
        (served.Responses, served.Accepted).ShouldBe((120 - even, 60 - accepted));
        served.Accepted.ShouldBeGreaterThan(5);

        // What was told while it happened is what the journal tells.
        var told = new RandomCheckStatistics(host.Time);
        foreach (var notice in host.Ear.Responses)
        {
            told.OnResponse(notice);
        }

        told.Of(Key(), 30).ShouldBe((served, drawn));
        host.Time.Advance(TimeSpan.FromDays(31));
        live.Of(Key(), 30).ShouldBe((default, default));

        int Key() => host.Policy.Channels.Single(c => c.Id == "web").Key;
    }

    [Fact]
    public void Response_OfBeforeArmsWereNoted_CountsForNone()
    {
        var response = new LearnedResponse(7, 1, true, false, 0, 5, [1, double.NaN]);
        JournalPayloads.ReadResponse(JournalPayloads.Response(response)).Arm.Draw.ShouldBe(ChoiceDraw.None);
        var noted = response with { Arm = new ResponseArm(ChoiceDraw.Even, 3, 99, 12.5, 40) };
        JournalPayloads.ReadResponse(JournalPayloads.Response(noted)).Arm.ShouldBe(noted.Arm);
    }
}
