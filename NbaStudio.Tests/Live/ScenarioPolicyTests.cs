using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Simulations;

namespace NbaStudio.Tests.Live;

public sealed class ScenarioPolicyTests
{
    private static readonly PolicyDocument Document = PolicyCompiler.Compile(DemoPolicy.Create(), 1, new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero)).Snapshot!.Document;

    [Fact]
    public void Apply_ScenarioThatChangesNothing_SharesEverything()
    {
        var (first, action) = (Document.Objectives[0], Document.Objectives[0].Groups[0].Actions[0]);

        var applied = ScenarioPolicy.Apply(Document, new Scenario
        {
            Objectives = new Dictionary<string, double> { [first.Id] = first.Lever },
            Actions = new Dictionary<string, double> { [action.Id] = action.Lever },
            Exploration = null,
        });

        applied.ShouldBe(Document);
        applied.Objectives.ShouldBeSameAs(Document.Objectives);
        applied.ContactPolicies.ShouldBeSameAs(Document.ContactPolicies);
        applied.Budgets.ShouldBeSameAs(Document.Budgets);
        applied.ContextWeights.ShouldBeSameAs(Document.ContextWeights);
    }

    [Theory]
    [InlineData(0.51)]
    [InlineData(-0.1)]
    public void Check_ExplorationThatNoChannelMayHave_IsSaidOfTheScenario(double exploration)
    {
        var error = ScenarioPolicy.Check(Document, new Scenario { Exploration = exploration }).ShouldHaveSingleItem();

        (error.Path, error.Allowed).ShouldBe(("exploration", "a number from 0 to 0.5"));
        ScenarioPolicy.Check(Document, new Scenario { Exploration = 0.5 }).ShouldBeEmpty();
    }

    [Fact]
    public void Apply_OneLever_ChangesItsBranchOnly()
    {
        var objective = Document.Objectives[1];
        var (group, action) = (objective.Groups[0], objective.Groups[0].Actions[^1]);

        var applied = ScenarioPolicy.Apply(Document, new Scenario { Actions = new Dictionary<string, double> { [action.Id] = 7 } });

        applied.Objectives[0].ShouldBeSameAs(Document.Objectives[0]);
        var changed = applied.Objectives[1];
        changed.Groups.Skip(1).ShouldBe(objective.Groups.Skip(1));
        changed.Groups[0].Actions.SkipLast(1).ShouldBe(group.Actions.SkipLast(1));
        changed.Groups[0].Actions[^1].ShouldBe(action with { Lever = 7 });
        (changed with { Groups = objective.Groups }).ShouldBe(objective);
        applied.Objectives.Count.ShouldBe(Document.Objectives.Count);
    }

    [Fact]
    public void Apply_LeversOfEveryLevel_StandWhereTheyBelong()
    {
        var objective = Document.Objectives[0];
        var group = objective.Groups[0];

        var applied = ScenarioPolicy.Apply(Document, new Scenario
        {
            Objectives = new Dictionary<string, double> { [objective.Id] = 3 },
            Groups = new Dictionary<string, double> { [group.Id] = 4 },
            Budgets = new Dictionary<string, decimal> { [Document.Budgets[0].Id] = 12_345 },
            Exploration = 0.4,
        });

        applied.Objectives[0].Lever.ShouldBe(3);
        applied.Objectives[0].Groups[0].Lever.ShouldBe(4);
        applied.Objectives[0].Groups[0].Actions.ShouldBeSameAs(group.Actions);
        applied.Budgets[0].Limit.ShouldBe(12_345);
        applied.Channels.ShouldAllBe(c => c.ExplorationBudget == 0.4);
    }
}
