using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Tests.Policies;

/// <summary>A snapshot made of another one by what ranks is the one that the document compiles to.</summary>
public sealed class RankedAnewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly PolicySnapshot Like = PolicyCompiler.Compile(DemoPolicy.Create(), 3, Now).Snapshot!;

    private static readonly Dictionary<string, Func<PolicyDocument, PolicyDocument>> Others = new()
    {
        ["name"] = d => d with { Name = "other" },
        ["time zone"] = d => d with { TimeZone = "UTC" },
        ["value of service"] = d => d with { ServiceValue = d.ServiceValue + 1 },
        ["random check"] = d => d with { RandomCheck = 0.02 },
        ["attributes"] = d => d with { Attributes = [.. d.Attributes, new AttributeDocument { Name = "more", Type = "number" }] },
        ["channel paused"] = d => d with { Channels = [d.Channels[0] with { Paused = true }, .. d.Channels.Skip(1)] },
        ["channel less"] = d => d with { Channels = [.. d.Channels.SkipLast(1)] },
        ["limit of contacts"] = d => d with { ContactPolicies = [d.ContactPolicies[0] with { Limit = 97 }, .. d.ContactPolicies.Skip(1)] },
        ["limit of a budget"] = d => d with { Budgets = [d.Budgets[0] with { Limit = 97 }, .. d.Budgets.Skip(1)] },
        ["when a weight counts"] = d => d with { ContextWeights = [d.ContextWeights[0] with { When = "customer.age > 97" }, .. d.ContextWeights.Skip(1)] },
        ["objective paused"] = d => d with { Objectives = [d.Objectives[0] with { Paused = true }, .. d.Objectives.Skip(1)] },
        ["objectives the other way round"] = d => d with { Objectives = [.. d.Objectives.Reverse()] },
        ["most of a group"] = d => Group(d, g => g with { MaximumPerDecision = 7 }),
        ["action less"] = d => Group(d, g => g with { Actions = [.. g.Actions.SkipLast(1)] }),
        ["value of an action"] = d => Action(d, a => a with { Value = "97" }),
        ["lever by customer"] = d => Action(d, a => a with { LeverExpression = "1.1" }),
        ["treatment"] = d => Action(d, a => a with { Treatments = [a.Treatments[0] with { HalfLife = "97d" }, .. a.Treatments.Skip(1)] }),
    };

    public static TheoryData<string> AllOthers => [.. Others.Keys];

    [Theory]
    [MemberData(nameof(AllOthers))]
    public void IsAllThatDiffers_AnythingElse_IsNot(string what)
    {
        var changed = Others[what](Like.Document);

        RankedAnew.IsAllThatDiffers(Like.Document, changed).ShouldBeFalse();
        RankedAnew.IsAllThatDiffers(Like.Document, Rank(changed, 1)).ShouldBeFalse();
    }

    [Fact]
    public void IsAllThatDiffers_TheSame_Is()
    {
        RankedAnew.IsAllThatDiffers(Like.Document, Like.Document).ShouldBeTrue();
        RankedAnew.IsAllThatDiffers(Like.Document, Like.Document with { Objectives = [.. Like.Document.Objectives] }).ShouldBeTrue();
    }

    [Fact]
    public void Compile_RankedOtherwise_IsWhatCompilingAnewGives()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var document = Rank(Like.Document, seed);
            RankedAnew.IsAllThatDiffers(Like.Document, document).ShouldBeTrue();

            var made = PolicyCompiler.Compile(document, 5, Now.AddHours(1), Like);
            var wanted = PolicyCompiler.Compile(document, 5, Now.AddHours(1));

            Words(made).ShouldBe(Words(wanted));
            var (snapshot, anew) = (made.Snapshot.ShouldNotBeNull(), wanted.Snapshot.ShouldNotBeNull());
            snapshot.Document.ShouldBeSameAs(document);
            (snapshot.Revision, snapshot.PublishedAt, snapshot.Arbitration).ShouldBe((anew.Revision, anew.PublishedAt, anew.Arbitration));
            snapshot.Channels.Select(c => (c.Key, c.ExplorationBudget, c.CostPerContact, c.Kind, c.Paused)).ShouldBe(anew.Channels.Select(c => (c.Key, c.ExplorationBudget, c.CostPerContact, c.Kind, c.Paused)));
            snapshot.Objectives.Select(o => (o.Key, o.Lever)).ShouldBe(anew.Objectives.Select(o => (o.Key, o.Lever)));
            snapshot.Groups.Select(g => (g.Key, g.Objective, g.Lever)).ShouldBe(anew.Groups.Select(g => (g.Key, g.Objective, g.Lever)));
            snapshot.Actions.Select(a => (a.Key, a.Group, a.Objective, a.Lever, a.Value?.Text)).ShouldBe(anew.Actions.Select(a => (a.Key, a.Group, a.Objective, a.Lever, a.Value?.Text)));
            snapshot.ContextWeights.Select(w => (w.Key, w.Weight, w.When.Text)).ShouldBe(anew.ContextWeights.Select(w => (w.Key, w.Weight, w.When.Text)));
            snapshot.Program.Levers.ShouldBe(anew.Program.Levers);
            snapshot.Program.Traits.ShouldBe(anew.Program.Traits);
            snapshot.Program.Treatments.ShouldBe(anew.Program.Treatments);
            snapshot.Treatments.ShouldBeSameAs(Like.Treatments);
            snapshot.Layout.ShouldBeSameAs(Like.Layout);
        }
    }

    [Fact]
    public void Compile_RankedBeyondWhatIsAllowed_IsRefusedAsAnew()
    {
        var document = Action(Like.Document, a => a with { Lever = 11 });

        var made = PolicyCompiler.Compile(document, 5, Now, Like);

        made.Snapshot.ShouldBeNull();
        Words(made).ShouldBe(Words(PolicyCompiler.Compile(document, 5, Now)));
    }

    [Fact]
    public void Program_OfACopy_IsItsOwn()
    {
        _ = Like.Program;
        var copy = Like with { Actions = [.. Like.Actions.Select(a => a with { Lever = 9 })] };

        copy.Program.Levers.ShouldAllBe(lever => lever == 9);
        copy.Program.ShouldBeSameAs(copy.Program);
        Like.Program.Policy.ShouldBeSameAs(Like);
    }

    [Fact]
    public void Compile_MoreThanRanking_CompilesTheWhole()
    {
        var document = Others["value of an action"](Like.Document);

        PolicyCompiler.Compile(document, 5, Now, Like).Snapshot.ShouldNotBeNull().Actions[0].Value.ShouldNotBeNull().Text.ShouldBe("97");
    }

    private static IEnumerable<(IssueSeverity, string, string, string)> Words(PolicyCompilation compilation) => compilation.Issues.Select(i => (i.Severity, i.Code, i.Path, i.Message));

    private static PolicyDocument Rank(PolicyDocument document, int seed)
    {
        var random = new Random(seed);
        return document with
        {
            Arbitration = document.Arbitration with { Weights = new WeightsDocument { P = random.NextDouble() * 2, V = random.NextDouble() * 2 }, SilenceThreshold = random.Next(300), MinimumPropensity = random.NextDouble() / 10 },
            Channels = [.. document.Channels.Select(c => c with { ExplorationBudget = random.NextDouble() / 2, CostPerContact = random.Next(10) })],
            ContextWeights = [.. document.ContextWeights.Select(w => w with { Weight = random.NextDouble() * 10 })],
            Objectives =
            [
                .. document.Objectives.Select(o => o with
                {
                    Lever = Lever(),
                    Groups = [.. o.Groups.Select(g => g with { Lever = Lever(), Actions = [.. g.Actions.Select(a => a with { Lever = Lever() })] })],
                }),
            ],
        };

        // One in five is closed.
        double Lever() => random.Next(5) == 0 ? 0 : random.NextDouble() * 10;
    }

    private static PolicyDocument Group(PolicyDocument document, Func<GroupDocument, GroupDocument> change)
    {
        var objective = document.Objectives[0];
        return document with { Objectives = [objective with { Groups = [change(objective.Groups[0]), .. objective.Groups.Skip(1)] }, .. document.Objectives.Skip(1)] };
    }

    private static PolicyDocument Action(PolicyDocument document, Func<ActionDocument, ActionDocument> change) =>
        Group(document, g => g with { Actions = [change(g.Actions[0]), .. g.Actions.Skip(1)] });
}
