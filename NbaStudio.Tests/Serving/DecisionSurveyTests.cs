using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving.Census;
using NbaStudio.Live;
using NbaStudio.Live.Measuring;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Serving;

public sealed class DecisionSurveyTests
{
    [Fact]
    public async Task Survey_RulesAndCaps_CountsWhereCandidatesFellAndWhoTakesThePlace()
    {
        var policy = (TestPolicy.Of(TestPolicy.Action("best", 100), TestPolicy.Action("second", 50), TestPolicy.Action("never", 500), TestPolicy.Action("elsewhere", 10, 0.1, "mail")) with
        {
            Conditions = [],
        }).WithAction("never", a => a with { Eligibility = "customer.age >= 200" }).WithRule(TestPolicy.Cap("twice", 2, "7d", per: "action", scope: new ScopeDocument { Action = "best" }));
        await using var host = await EngineHost.StartAsync(policy);
        for (var i = 0; i < 10; i++)
        {
            await host.PatchAsync("c" + i, ("age", Value.OfNumber(40)));
            for (var n = 0; n < 3; n++)
            {
                await host.DecideAsync("c" + i);
            }
        }

        var survey = await SurveyAsync(host);
        (survey.Decisions, survey.Candidates, survey.Chosen, survey.IsComplete).ShouldBe((30, 90L, 30L, true));
        var action = host.Policy.Actions.ToDictionary(a => a.Id, a => a.Key);
        survey.Losses.Select(l => (l.At.Stage, l.At.Reason, l.At.Item, l.At.Key, l.Candidates, l.Decisions)).ShouldBe(
        [
            (PipelineStage.Eligibility, DropReason.ActionRule, "action", action["never"], 30L, 30),
            (PipelineStage.Choice, DropReason.Outranked, "", 0, 20L, 20),
            (PipelineStage.ContactPolicy, DropReason.Cap, "contactPolicy", host.Policy.ContactRules[0].Key, 10L, 10),
        ]);
        var fates = survey.Actions.ToDictionary(a => a.ActionKey);
        (fates[action["best"]].Chosen, fates[action["best"]].Blocked).ShouldBe((20, 10L));
        var second = fates[action["second"]];
        (second.Chosen, second.Outranked, second.PlaceTakenBy, second.Taken).ShouldBe((10, 20L, action["best"], 20L));
        (fates[action["never"]].Candidate, fates[action["never"]].Chosen, fates[action["never"]].BlockedBy!.Value.Item).ShouldBe((30, 0, "action"));
        fates[action["elsewhere"]].Candidate.ShouldBe(0);

        // The same with names, and the page where each is mended.
        var view = new SurveyNames(host.Policy, "en").Of(survey);
        view.Losses.Select(l => (l.Place.Stage, l.Place.Name, l.Place.Link)).ShouldBe(
        [
            (FunnelStage.Eligibility, "never", "/rules/action/never?field=eligibility"), (FunnelStage.Selection, null, "/levers"), (FunnelStage.ContactPolicy, "twice", "/contacts"),
        ]);
        view.Beaten.Select(b => (b.Name, b.By, b.Fate.Taken, b.ByLink)).ShouldBe([("second", "best", 20L, "/actions?path=grow%2Fg-best%2Fbest")]);
        view.Unseen.Select(u => (u.Name, u.Link)).ShouldBe([("never", "/actions?path=grow%2Fg-never%2Fnever"), ("elsewhere", "/actions?path=grow%2Fg-elsewhere%2Felsewhere")]);
    }

    [Fact]
    public async Task Survey_CustomersWithoutAnything_AreDescribedByTheFieldThatTellsThem()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a")).WithAction("a", a => a with { Eligibility = "customer.age >= 30 and customer.fee >= 0 and customer.plan is present" });
        await using var host = await EngineHost.StartAsync(policy);
        for (var i = 0; i < 200; i++)
        {
            await host.PatchAsync("c" + i, ("age", Value.OfNumber(20 + (i % 40))), ("plan", Value.OfText(i % 2 == 0 ? "S" : "M")), ("fee", Value.OfMoney(i * 7 % 100)));
            await host.DecideAsync("c" + i);
            if (i < 20)
            {
                await host.DecideAsync("c" + i);
            }
        }

        var gaps = (await SurveyAsync(host)).Gaps;
        (gaps.Customers, gaps.Nothing, gaps.Weak, gaps.Share).ShouldBe((200, 50, 0, 0.25));
        var mark = gaps.Marks[0];
        (mark.Input, double.IsNaN(mark.Low), mark.High, mark.Without, mark.Customers).ShouldBe(("customer.age", true, 30, 50, 50), "everybody under 30, and nobody else");
        gaps.Marks.ShouldAllBe(m => m.Interval.Low > 1 && m.Lift > 1);
        gaps.Marks.ShouldNotContain(m => m.Input == "customer.plan");
    }

    [Fact]
    public async Task Survey_WeakOnly_IsToldFromNothingAndHoldOutsAreLeftOut()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 10)) with { Arbitration = new() { SilenceThreshold = 50 }, HoldOuts = [new() { Id = "all", Share = 0.3, Salt = "z" }] };
        await using var host = await EngineHost.StartAsync(policy);
        var held = 0;
        for (var i = 0; i < 40; i++)
        {
            held += host.RecordOf(await host.DecideAsync("c" + i)).Inputs.Arm.HoldOutAll ? 1 : 0;
        }

        var gaps = (await SurveyAsync(host)).Gaps;
        held.ShouldBeInRange(4, 22);
        (gaps.Customers, gaps.Nothing, gaps.Weak).ShouldBe((40 - held, 0, 40 - held));
        var places = new SurveyNames(host.Policy, "en").Of(await SurveyAsync(host)).Losses.Select(l => (l.Place.Reason, l.Place.Link));
        places.ShouldBe([("belowThreshold", "/levers"), ("holdout", "/measure/setup")], ignoreOrder: true);
    }

    [Fact]
    public async Task Survey_Exploration_CostsWhatTheModelsExpectOfTheBestLessWhatWasDrawn()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a", 100), TestPolicy.Action("b", 95), TestPolicy.Action("c", 90)).WithChannel("web", c => c with { ExplorationBudget = 0.03 }) with { RandomCheck = 0.1 };
        await using var host = await EngineHost.StartAsync(policy);
        var (explored, cost, even, value) = (0, 0.0, 0, 0.0);
        for (var i = 0; i < 200; i++)
        {
            var reply = await host.DecideAsync("c" + i);
            var worth = reply.Actions[0].Value * reply.Actions[0].Propensity;
            value += worth;
            if (host.RecordOf(reply).Inputs.Arm.RandomCheck)
            {
                even++;
            }
            else if (reply.Actions[0].Action != "a")
            {
                (explored, cost) = (explored + 1, cost + 10 - worth);
            }
        }

        var exploration = (await SurveyAsync(host)).Exploration;
        (exploration.Choices, exploration.Explored, exploration.Even).ShouldBe((200, explored, even));
        explored.ShouldBeInRange(20, 160);
        even.ShouldBeInRange(5, 40);
        exploration.Cost.ShouldBe(cost, 1e-6);
        exploration.Value.ShouldBe(value, 1e-6);
        exploration.Share.ShouldBeInRange(0.0001, 0.03);
        exploration.CostInterval.Contains(exploration.Cost).ShouldBeTrue();
        exploration.EvenOthers.ShouldBeInRange(1, even);
        exploration.Learning.Sum(l => l.Shown).ShouldBe(explored, "nothing is known of any of them");
        exploration.Learning.ShouldAllBe(l => l.Evidence < ExplorationCost.LittleEvidence);
    }

    private static async Task<DecisionSurvey> SurveyAsync(EngineHost host)
    {
        DecisionSurvey? last = null;
        await foreach (var survey in host.Engine.SurveyAsync(1_000))
        {
            last = survey;
        }

        return last.ShouldNotBeNull();
    }
}
