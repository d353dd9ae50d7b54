using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;

namespace NbaStudio.Tests.Policies;

/// <summary>Drafts keep the members that nobody edited, and what is known of them. What is said of a draft has to be what is said of the same text read anew.</summary>
public sealed class SharedDraftTests
{
    private static readonly PolicyDocument Base = PolicyKeys.Assign(SmallPolicy.Create(), 0).Document;

    [Fact]
    public void Rebase_OneLever_KeepsEveryOtherMember()
    {
        var draft = Draft(Base, WithFirstGroup(Base, g => g with { Actions = [g.Actions[0] with { Lever = 3 }, .. g.Actions.Skip(1)] }));

        var (before, after) = (Base.Objectives[0].Groups[0], draft.Objectives[0].Groups[0]);
        after.Actions[0].Lever.ShouldBe(3);
        after.Actions[0].Treatments[0].ShouldBeSameAs(before.Actions[0].Treatments[0]);
        after.Actions[1].ShouldBeSameAs(before.Actions[1]);
        draft.Objectives[1].ShouldBeSameAs(Base.Objectives[1]);
        draft.Conditions.ShouldBeSameAs(Base.Conditions);
        before.Actions[0].Lever.ShouldBe(1.1, "the revision that the draft stands on is not touched");
    }

    [Fact]
    public void Assign_ANewAction_KeepsEveryOtherMember()
    {
        var draft = Draft(Base, WithFirstGroup(Base, g => g with { Actions = [.. g.Actions, SmallPolicy.Action("extra", "web")] }));

        var keyed = PolicyKeys.Assign(draft, 500, Base).Document;

        keyed.Objectives[0].Groups[0].Actions[2].Key.ShouldBe(501);
        keyed.Objectives[0].Groups[0].Actions[0].ShouldBeSameAs(Base.Objectives[0].Groups[0].Actions[0]);
        keyed.Objectives[1].ShouldBeSameAs(Base.Objectives[1]);
        PolicyItems.Split(keyed).ShouldBe(PolicyItems.Split(Reread(keyed)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void RandomEdits_SayTheSameAsTheTextReadAnew(int seed)
    {
        var random = new Random(seed);
        var (draft, errors) = (Base, 0);
        for (var step = 0; step < 25; step++)
        {
            var written = Mistake(draft, random, step);
            draft = Draft(draft, written);

            var fresh = Reread(draft);
            PolicyJson.WriteText(draft).ShouldBe(PolicyJson.WriteText(written));
            PolicyItems.Split(draft).ShouldBe(PolicyItems.Split(fresh));
            var found = Said(PolicyValidator.Validate(draft));
            found.ShouldBe(Said(PolicyValidator.Validate(fresh)));
            errors += found.Count;
        }

        errors.ShouldBeGreaterThan(0, "some of the edits are mistakes");
    }

    [Fact]
    public void Validate_ANameThatIsGone_IsSaidOfMembersThatWereFoundGoodBefore()
    {
        PolicyValidator.Validate(Base).ShouldBeEmpty();

        var draft = Draft(Base, Base with { Attributes = [.. Base.Attributes.Where(a => a.Name != "fee")] });

        draft.Objectives[0].ShouldBeSameAs(Base.Objectives[0]);
        PolicyValidator.Validate(draft).Select(i => i.Path).ShouldContain("objectives/grow/groups/plans/actions/upgrade/value");
        PolicyValidator.Validate(Base).ShouldBeEmpty("what was wrong without the name is right with it");
    }

    [Fact]
    public void Fingerprint_AnyNameMoreOrOtherwise_IsAnother()
    {
        var scope = new ConditionScope();
        var aggregate = new AggregateDefinition("aggregate.a", AggregateFunction.Count, "e", null, null, TimeSpan.FromDays(1));
        Dictionary<string, ConditionScope> others = new()
        {
            [nameof(scope.Attributes)] = scope with { Attributes = new Dictionary<string, ValueKind> { ["a"] = ValueKind.Number } },
            ["kind of an attribute"] = scope with { Attributes = new Dictionary<string, ValueKind> { ["a"] = ValueKind.Text } },
            [nameof(scope.Aggregates)] = scope with { Aggregates = new Dictionary<string, AggregateDefinition> { ["a"] = aggregate } },
            ["window of an aggregate"] = scope with { Aggregates = new Dictionary<string, AggregateDefinition> { ["a"] = aggregate with { Window = TimeSpan.FromDays(2) } } },
            ["filter of an aggregate"] = scope with { Aggregates = new Dictionary<string, AggregateDefinition> { ["a"] = aggregate with { Where = "x = 1" } } },
            [nameof(scope.Goals)] = scope with { Goals = new HashSet<string> { "a" } },
            [nameof(scope.Scores)] = scope with { Scores = new HashSet<string>() },
            ["a score"] = scope with { Scores = new HashSet<string> { "a" } },
            [nameof(scope.Conditions)] = scope with { Conditions = new Dictionary<string, string> { ["a"] = "1 = 1" } },
            ["text of a condition"] = scope with { Conditions = new Dictionary<string, string> { ["a"] = "1 = 2" } },
            [nameof(scope.Events)] = scope with { Events = new Dictionary<string, IReadOnlyDictionary<string, ValueKind>> { ["a"] = new Dictionary<string, ValueKind>() } },
            ["property of an event"] = scope with { Events = new Dictionary<string, IReadOnlyDictionary<string, ValueKind>> { ["a"] = new Dictionary<string, ValueKind> { ["p"] = ValueKind.Text } } },
            [nameof(scope.Objectives)] = scope with { Objectives = new HashSet<string> { "a" } },
            [nameof(scope.Groups)] = scope with { Groups = new HashSet<string> { "a" } },
            [nameof(scope.Actions)] = scope with { Actions = new HashSet<string> { "a" } },
            [nameof(scope.Treatments)] = scope with { Treatments = new HashSet<string> { "a" } },
            [nameof(scope.Channels)] = scope with { Channels = new HashSet<string> { "a" } },
            ["two names for one of both"] = scope with { Channels = new HashSet<string> { "a", "b" } },
            ["one name of both"] = scope with { Channels = new HashSet<string> { "a;1:b" } },
            [nameof(scope.AllowEvent)] = scope with { AllowEvent = true },
            [nameof(scope.EventType)] = scope with { EventType = "a" },
        };

        others.Values.Append(scope).Select(ScopeFingerprint.Of).Distinct().Count().ShouldBe(others.Count + 1);
        others.Keys.ShouldBe(typeof(ConditionScope).GetProperties().Select(p => p.Name).Union(others.Keys), ignoreOrder: true, "a property of scopes that the fingerprint does not know");
        ScopeFingerprint.Of(new ConditionScope { Goals = new HashSet<string> { "a" } }).ShouldBe(ScopeFingerprint.Of(others[nameof(scope.Goals)]));
    }

    private static PolicyDocument Draft(PolicyDocument before, PolicyDocument after)
    {
        var draft = PolicyEdits.Rebase(before, 1, PolicyEdits.Between(before, after, 1), _ => throw new InvalidOperationException("No other revision is needed."));
        draft.Conflicts.ShouldBeEmpty();
        return draft.Document!;
    }

    private static PolicyDocument Reread(PolicyDocument document) => PolicyJson.Read(PolicyJson.Write(document)).Document!;

    private static List<(string, string, string, string?)> Said(IReadOnlyList<PolicyIssue> issues) => [.. issues.Select(i => (i.Code, i.Path, i.Message, i.Suggestion))];

    // One random step, right or wrong: a name that others use goes or comes back, an action is edited, moved, copied or emptied.
    private static PolicyDocument Mistake(PolicyDocument document, Random random, int step) => random.Next(9) switch
    {
        0 => document with { Attributes = document.Attributes.Any(a => a.Name == "fee") ? [.. document.Attributes.Where(a => a.Name != "fee")] : [.. document.Attributes, new() { Name = "fee", Type = "money", Key = 700 + step }] },
        1 => document with { Conditions = [document.Conditions[0] with { When = random.Next(2) == 0 ? $"customer.age >= {step}" : "customer.nobody = 1" }] },
        2 => WithFirstGroup(document, g => g with { Actions = [g.Actions[0] with { Lever = random.Next(-3, 12) }, .. g.Actions.Skip(1)] }),
        3 => WithFirstGroup(document, g => g with { Actions = [.. g.Actions.Take(1), .. g.Actions.Skip(1).Select(a => a with { Value = random.Next(2) == 0 ? "customer.fee" : "customer.fee +" })] }),
        4 => WithFirstGroup(document, g => g with { Actions = [.. g.Actions.Reverse()] }),
        5 => WithFirstGroup(document, g => g with { Actions = [.. g.Actions, SmallPolicy.Action($"new{step}", "web") with { Key = 800 + step, Treatments = [] }] }),
        6 => WithFirstGroup(document, g => g with { Label = new Dictionary<string, string> { [random.Next(2) == 0 ? "en" : "klingon!"] = "Plans" } }),
        7 => WithFirstGroup(document, g => g with { Actions = [g.Actions[0] with { Treatments = [.. g.Actions[0].Treatments.Select(t => t with { Content = SmallPolicy.Content(random.Next(2) == 0 ? "Hello" : "Hello {{customer.nobody}}") })] }, .. g.Actions.Skip(1)] }),
        _ => document with { Objectives = [.. document.Objectives.Reverse()] },
    };

    private static PolicyDocument WithFirstGroup(PolicyDocument document, Func<GroupDocument, GroupDocument> change)
    {
        var objective = document.Objectives.Single(o => o.Id == "grow");
        return document with { Objectives = [.. document.Objectives.Select(o => o == objective ? o with { Groups = [change(o.Groups[0])] } : o)] };
    }
}
