using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Tests.Decisions;

namespace NbaStudio.Tests.Policies;

public sealed class PolicyCompilerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly PolicySnapshot Demo = PolicyCompiler.Compile(DemoPolicy.Create(), 1, Now).Snapshot!;

    [Fact]
    public void Compile_InvalidDocument_GivesIssuesAndNoSnapshot()
    {
        var compilation = PolicyCompiler.Compile(SmallPolicy.WithAction(a => a with { Lever = 11 }), 1, Now);

        compilation.Snapshot.ShouldBeNull();
        compilation.Issues.ShouldContain(i => i.Code == "lever.range");
    }

    [Fact]
    public void Compile_RandomDocuments_NeverThrows()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var compilation = PolicyCompiler.Compile(new RandomPolicy(seed).Document(), 1, Now);

            (compilation.Snapshot is null).ShouldBe(compilation.Issues.Any(i => i.Severity == IssueSeverity.Error));
        }
    }

    [Fact]
    public void Compile_Levers_AreMultiplied()
    {
        var snapshot = PolicyCompiler.Compile(SmallPolicy.Create(), 1, Now).Snapshot!;

        snapshot.Actions.Single(a => a.Id == "upgrade").Lever.ShouldBe(2 * 1.5 * 1.1, 1e-12);
    }

    [Fact]
    public void Compile_ChannelIndexes_EqualASearchOverAllTreatments()
    {
        foreach (var channel in Demo.Channels)
        {
            var wanted = Demo.Treatments.Where(t => t.Channel == channel.Index && t.Activity.Kind != ActivityKind.Archived).ToList();

            Demo.TreatmentsOfChannel(channel.Index).ToArray().ShouldBe(wanted.Select(t => t.Index));
            foreach (var placement in channel.Placements)
            {
                var names = wanted.Where(t => DocumentOf(t).Placements.Count == 0 || DocumentOf(t).Placements.Contains(placement.Name));
                Demo.TreatmentsOfPlacement(channel.Index, placement.Index).ToArray().ShouldBe(names.Select(t => t.Index));
            }
        }
    }

    [Fact]
    public void Compile_RuleIndexes_EqualASearchByScope()
    {
        foreach (var treatment in Demo.Treatments)
        {
            var rules = Demo.ContactRules.Where(r => IsIn(r.Scope, treatment) && (r.IncludesService || Demo.Actions[treatment.Action].Class == ActionClass.Marketing));
            Demo.RulesOfTreatment(treatment.Index).ToArray().ShouldBe(rules.Select(r => r.Index));

            var budgets = Demo.Document.Budgets.Select((b, i) => (b, i)).Where(b => IsIn(b.b.Scope, treatment)).Select(b => b.i);
            Demo.BudgetsOfTreatment(treatment.Index).ToArray().ShouldBe(budgets);

            var weights = Demo.Document.ContextWeights.Select((w, i) => (w, i)).Where(w => IsIn(w.w.Scope, treatment)).Select(w => w.i);
            Demo.ContextWeightsOfTreatment(treatment.Index).ToArray().ShouldBe(weights);

            Demo.TreatmentIndexOfKey(treatment.Key).ShouldBe(treatment.Index);
        }
    }

    [Fact]
    public void Compile_EventIndexes_EqualASearchByType()
    {
        var types = Demo.Document.Events.Select(e => new TextValue(e.Type)).Append(new TextValue("unheard_of"));
        foreach (var type in types)
        {
            Demo.TriggersOfEvent(type).ToArray().ShouldBe(Demo.Triggers.Where(t => t.Pattern?.EventTypes.Contains(type) == true).Select(t => t.Index));
            Demo.AggregatesOfEvent(type).ToArray().ShouldBe(Demo.Aggregates.Where(a => TextValue.Fold(a.Definition.EventType) == type.Folded).Select(a => a.Index));
        }

        Demo.TriggersOfEvent(new TextValue("PAGE_VIEW")).Length.ShouldBe(Demo.TriggersOfEvent(new TextValue("page_view")).Length);
    }

    [Fact]
    public void Compile_Triggers_ChooseFromTheirScopeOnTheirChannels()
    {
        foreach (var trigger in Demo.Triggers)
        {
            var document = Demo.Document.Triggers[trigger.Index];
            var wanted = Demo.Treatments.Where(t => IsIn(document.Scope, t) && document.Channels.Contains(Demo.Channels[t.Channel].Id) && t.Activity.Kind != ActivityKind.Archived);

            Demo.TreatmentsOfTrigger(trigger.Index).ToArray().ShouldBe(wanted.Select(t => t.Index));
        }
    }

    [Fact]
    public void Compile_Predictors_AreLearnableInputsOnly()
    {
        var snapshot = PolicyCompiler.Compile(SmallPolicy.WithAction(a => a with { Applicability = "context.intent = \"x\" and count(event \"purchase\" in 1d) = 0" }), 1, Now).Snapshot!;

        snapshot.Predictors.Select(p => (p.Name, p.Numeric)).ShouldBe(
            [
                ("customer.age", true), ("customer.plan", false), ("customer.fee", true), ("aggregate.visits_7d", true), ("time.hour", true), ("time.weekday", false),
                ("context.intent", false), .. History(snapshot).Select(name => (name, true)),
            ]);
        snapshot.Aggregates.Select(a => a.Declared).ShouldBe([true, false]);
        snapshot.Predictors.ShouldAllBe(p => snapshot.Layout.IndexOf(p.Name) == p.Slot);
    }

    [Fact]
    public void Compile_ContactHistory_IsCountedPerGroupOrWithManyGroupsPerObjective()
    {
        var few = PolicyCompiler.Compile(SmallPolicy.Create(), 1, Now).Snapshot!;
        var group = few.Groups[0].Id;
        var many = PolicyCompiler.Compile(
            TestPolicy.Of([.. Enumerable.Range(0, 25).Select(i => TestPolicy.Action($"a{i}"))]), 1, Now).Snapshot!;

        History(few).ShouldContain("outcome_count(all, \"sent\" in 7d)");
        History(few).ShouldContain($"outcome_count(group \"{group}\", \"accept\" in 90d)");
        History(many).Count().ShouldBe(10);
        History(many).ShouldContain("outcome_count(objective \"grow\", \"noResponse\" in 90d)");
        few.Layout.Slots.Select(s => s.Name).TakeLast(History(few).Count()).ShouldBe(History(few), "the last inputs, so that older records can be read");
    }

    [Fact]
    public void Compile_CountThatARuleReadsToo_IsOneInput()
    {
        const string Rule = "outcome_count(all, \"sent\" in 7d) < 3";
        var snapshot = PolicyCompiler.Compile(SmallPolicy.WithAction(a => a with { Applicability = Rule }), 1, Now).Snapshot!;

        snapshot.Layout.Slots.Count(s => s.Name == "outcome_count(all, \"sent\" in 7d)").ShouldBe(1);
        snapshot.Predictors.ShouldContain(p => p.Name == "outcome_count(all, \"sent\" in 7d)");
    }

    private static IEnumerable<string> History(PolicySnapshot snapshot) => snapshot.Predictors.Select(p => p.Name).Where(name => name.StartsWith("outcome_count", StringComparison.Ordinal));

    [Fact]
    public void Compile_ArchivedAction_IsNoCandidateButStillKnownByKey()
    {
        var snapshot = PolicyCompiler.Compile(SmallPolicy.WithAction(a => a with { Archived = true }), 1, Now).Snapshot!;
        var archived = snapshot.Treatments.Single(t => t.Id == "upgrade-web");

        snapshot.TreatmentsOfChannel(archived.Channel).ToArray().ShouldNotContain(archived.Index);
        snapshot.TreatmentIndexOfKey(archived.Key).ShouldBe(archived.Index);
    }

    [Theory]
    [InlineData("all", null, 0, 0)]
    [InlineData("channel", null, 1, 1)]
    [InlineData("all", "mail", 0, 0)]
    [InlineData("action", null, 0, -1)]
    public void BucketOfEntry_PerAndScope_CountsByTheRecordedChannel(string per, string? scopeChannel, int bucketOnMail, int bucketOfRemoved)
    {
        var small = SmallPolicy.Create();
        var document = small with { ContactPolicies = [small.ContactPolicies[0] with { Per = per, Scope = new() { Channel = scopeChannel } }] };
        var snapshot = PolicyCompiler.Compile(document, 1, Now).Snapshot!;
        var (rule, mail) = (snapshot.ContactRules[0], snapshot.ChannelIndexOf("mail"));
        var upgrade = snapshot.Treatments.Single(t => t.Id == "upgrade-web").Index;

        rule.BucketOfEntry(upgrade, mail).ShouldBe(bucketOnMail);
        rule.BucketOfEntry(-1, mail).ShouldBe(bucketOfRemoved);
        rule.BucketOfEntry(upgrade, snapshot.ChannelIndexOf("web")).ShouldBe(scopeChannel is null ? 0 : -1);
        rule.BucketOfEntry(snapshot.Treatments.Single(t => t.Id == "notice-mail").Index, mail).ShouldBe(-1);
    }

    [Fact]
    public void Compile_NoHeads_LearnsEngagementFromClicksAndAccepts()
    {
        var head = PolicyCompiler.Compile(SmallPolicy.Create(), 1, Now).Snapshot!.Treatments[0].Heads.ShouldHaveSingleItem();

        (head.Kind, head.WindowMilliseconds).ShouldBe((HeadKind.Engagement, 30 * 60_000L));
        Enum.GetValues<ContactKind>().Where(head.Positive.Contains).ShouldBe([ContactKind.Click, ContactKind.Accept]);
    }

    private static TreatmentDocument DocumentOf(TreatmentSnapshot treatment) =>
        Demo.Document.Objectives.SelectMany(o => o.Groups).SelectMany(g => g.Actions).SelectMany(a => a.Treatments).Single(t => t.Id == treatment.Id);

    private static bool IsIn(ScopeDocument scope, TreatmentSnapshot t) =>
        (scope.Objective ?? Demo.Objectives[t.Objective].Id) == Demo.Objectives[t.Objective].Id
        && (scope.Group ?? Demo.Groups[t.Group].Id) == Demo.Groups[t.Group].Id
        && (scope.Action ?? Demo.Actions[t.Action].Id) == Demo.Actions[t.Action].Id
        && (scope.Treatment ?? t.Id) == t.Id
        && (scope.Channel ?? Demo.Channels[t.Channel].Id) == Demo.Channels[t.Channel].Id;
}
