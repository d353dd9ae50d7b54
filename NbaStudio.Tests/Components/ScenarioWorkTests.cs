using NbaStudio.Components.Pages.Simulate;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Simulations;
using NbaStudio.Security;
using NbaStudio.Tests.Api;
using NbaStudio.Tests.Decisions;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Components;

/// <summary>A scenario under work becomes the same policy, whether it is run or turned into a change.</summary>
public sealed class ScenarioWorkTests(ScenarioWorkTests.Hub shared) : IClassFixture<ScenarioWorkTests.Hub>
{
    private readonly ApiServer _api = shared.Server;

    [Fact]
    public async Task Writes_OfEverythingThatCanBeSet_MakeThePolicyOfTheScenario()
    {
        var work = Work(new Scenario());
        var board = work.Levers.Board;
        work.Levers.Set(board.Rows.First(r => r.Kind == "objective"), 1.5);
        work.Levers.Set(board.Rows.First(r => r.Kind == "action"), 0);
        work.Levers.Set(board.Weights[0], 2);
        work.SetWeight('v', "0.5");
        work.SetThreshold("7.5");
        work.SetExploration("3");
        work.SetMinimumPropensity("1.5");
        work.SetCap(work.Caps.ShouldHaveSingleItem(), "5");
        work.SetBudget(work.Budgets[1], "250.5");
        (work.CapsSet, work.BudgetsSet).ShouldBe((1, 1));

        var result = await _api.Get<IItemEditor>().PutAsync(new ItemsEdit(null, "What if", work.Writes()), Caller.Local);

        result.Notes.ShouldBeEmpty();
        var draft = (await _api.Get<IItemEditor>().OpenAsync(result.Change.ShouldNotBeNull())).ShouldNotBeNull();
        var document = _api.Engine.Policy!.Document;
        ScenarioPolicy.Check(document, work.ToScenario(null)).ShouldBeEmpty();
        PolicyJson.WriteText(draft.Document).ShouldBe(PolicyJson.WriteText(ScenarioPolicy.Apply(document, work.ToScenario(null))));
    }

    [Fact]
    public void ToScenario_OfASavedOne_IsTheSame()
    {
        var saved = new Scenario
        {
            Name = "x", Days = 3, Weights = new WeightsDocument { P = 0.5 }, Groups = new Dictionary<string, double> { ["g-a"] = 2 }, SilenceThreshold = 4, Exploration = 0, MinimumPropensity = 0.1, Segment = "plan",
            Caps = new Dictionary<string, int> { ["week"] = 1 }, Budgets = new Dictionary<string, decimal> { ["calls"] = 7 }, Front = new FrontRequest(new LeverName("action", "a"), null, "contacts"),
        };

        var again = Work(saved).ToScenario(null);

        again.Groups.ShouldBe(saved.Groups);
        again.Caps.ShouldBe(saved.Caps);
        again.Budgets.ShouldBe(saved.Budgets);
        (again with { Caps = saved.Caps, Budgets = saved.Budgets, Groups = saved.Groups, Objectives = saved.Objectives, Actions = saved.Actions, ContextWeights = saved.ContextWeights }).ShouldBe(saved);
    }

    [Fact]
    public void Set_WhatIsNoNumberOrOutOfRange_ChangesNothing()
    {
        var work = Work(new Scenario());

        work.SetWeight('p', "2.5");
        work.SetWeight('p', "much");
        work.SetThreshold("-1");
        work.SetExploration("101");
        work.SetMinimumPropensity("101");
        work.SetCap(work.Caps.First(), "0");
        work.SetCap(work.Caps.First(), "2.5");
        work.SetCap(work.Caps.First(), "3");
        work.SetBudget(work.Budgets[0], "0.5");
        work.SetBudget(work.Budgets[1], "-1");

        work.IsChanged.ShouldBeFalse();
        work.Writes().ShouldBeEmpty();
    }

    [Fact]
    public void Reset_TakesEverythingBack()
    {
        var work = Work(new Scenario { Actions = new Dictionary<string, double> { ["a"] = 3 }, SilenceThreshold = 2, MinimumPropensity = 0.2, Caps = new Dictionary<string, int> { ["week"] = 1 }, Budgets = new Dictionary<string, decimal> { ["calls"] = 7 }, Exploration = 0.5, Weights = new WeightsDocument { L = 0 } });
        work.IsChanged.ShouldBeTrue();

        work.Reset();

        work.IsChanged.ShouldBeFalse();
    }

    [Fact]
    public void Sweep_OneLever_HoldsThePresentSettingAndStaysInRange()
    {
        var document = _api.Engine.Policy!.Document;

        var settings = ScenarioPolicy.Sweep(document, new Scenario(), new FrontRequest(new LeverName("action", "a"), new LeverName("group", "g-b")));

        settings.Count.ShouldBeLessThanOrEqualTo(NbaStudio.Engine.WhatIf.LeverFront.MostSettings);
        settings.ShouldContain(s => s.First == 1 && s.Second == 1);
        settings.ShouldAllBe(s => s.First >= 0 && s.First <= 10 && s.Second >= 0 && s.Second <= 10);
        settings.Select(s => (s.First, s.Second)).ShouldBeUnique();
    }

    private ScenarioWork Work(Scenario scenario) => new(_api.Engine.Policy!, _api.Get<ILeverDesk>().Read(_api.Engine.Policy!, "en"), scenario);

    private static Task<ApiServer> StartAsync()
    {
        var policy = TestPolicy.Of(TestPolicy.Action("a"), TestPolicy.Action("b")) with
        {
            ContextWeights = [new() { When = "customer.age >= 20", Scope = new() { Action = "b" }, Weight = 1.05 }],
            ContactPolicies = [new() { Id = "week", Of = "sent", Limit = 3, Window = "7d" }, new() { Id = "rest", Kind = "rest", Of = "reject", Rest = "30d" }],
            Budgets = [new() { Id = "calls", Limit = 100 }, new() { Id = "gifts", Unit = "money", Amount = "5", Limit = 1_000 }],
        };
        return ApiServer.StartAsync(policy);
    }

    /// <summary>A hub with something of everything that a scenario sets.</summary>
    public sealed class Hub() : SharedServer<ApiServer>(StartAsync);
}
