using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Programs;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Tests.Policies;

/// <summary>What four levels say of whether and when an item runs, folded into one.</summary>
public sealed class ActivityTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Every word that one level can say: three states by four pairs of dates, in hours from noon.</summary>
    private static readonly Word[] Words =
    [
        .. from state in Enum.GetValues<ActivityKind>() from dates in new (int? From, int? To)[] { (null, null), (1, 3), (2, null), (null, 2) } select new Word(state, dates.From, dates.To),
    ];

    [Fact]
    public void Of_EveryCombinationOfFourLevels_IsWhatEachLevelSaysTogether()
    {
        var (runs, never) = (0, 0);
        foreach (var objective in Words)
        {
            foreach (var group in Words)
            {
                foreach (var action in Words)
                {
                    foreach (var treatment in Words)
                    {
                        Word[] line = [objective, group, action, treatment];
                        var activity = Activity.Of(objective.On(new ObjectiveDocument()), group.On(new GroupDocument()), action.On(new ActionDocument()), treatment.On(new TreatmentDocument()));
                        for (var hour = 0; hour < 5; hour++)
                        {
                            // Asked level by level, without folding anything.
                            var expected = line.All(w => w.RunsAt(hour));
                            var moment = At(hour)!.Value.ToUnixTimeMilliseconds();
                            (activity.Kind == ActivityKind.Active && moment >= activity.From && moment < activity.To).ShouldBe(expected, string.Join(", ", line.Select(w => w.ToString())) + $" at {hour}");
                            runs += expected ? 1 : 0;
                        }

                        Blame(line, activity);
                        never += activity.IsNever ? 1 : 0;
                    }
                }
            }
        }

        (runs, never).ShouldSatisfyAllConditions(c => c.runs.ShouldBeGreaterThan(200), c => c.never.ShouldBeGreaterThan(5_000));
    }

    [Fact]
    public void Compile_EveryCombinationOfStates_GivesTheStagesTheStrongest()
    {
        var kinds = Enum.GetValues<ActivityKind>();
        foreach (var line in from o in kinds from g in kinds from a in kinds from t in kinds select new[] { o, g, a, t })
        {
            var snapshot = Compile(line);
            var strongest = line.Max();
            var treatment = snapshot.Treatments.Single();
            treatment.Activity.Kind.ShouldBe(strongest);
            snapshot.Actions.Single().Activity.Kind.ShouldBe(line[..3].Max());
            snapshot.TreatmentsOfChannel(0).Length.ShouldBe(strongest == ActivityKind.Archived ? 0 : 1);
            new DecisionProgram(snapshot).Treatments[0].Barred.ShouldBe(strongest switch { ActivityKind.Archived => DropReason.Archived, ActivityKind.Paused => DropReason.Paused, _ => DropReason.None });
        }
    }

    [Fact]
    public void Restore_OfAGroup_GivesEachActionUnderItBackAsItWas()
    {
        GroupDocument group = new()
        {
            Id = "g", Actions = [Action("runs"), Action("rests") with { Paused = true }, Action("over") with { ValidTo = Noon }, Action("gone") with { Archived = true }],
        };
        var before = Compile(group);
        var archived = Compile(group with { Archived = true });
        var restored = Compile(group with { Archived = true } with { Archived = false });

        before.Treatments.Select(t => t.Activity.Kind).ShouldBe([ActivityKind.Active, ActivityKind.Paused, ActivityKind.Active, ActivityKind.Archived]);
        archived.Treatments.ShouldAllBe(t => t.Activity.Kind == ActivityKind.Archived);
        archived.TreatmentsOfChannel(0).Length.ShouldBe(0);
        restored.Treatments.Select(t => t.Activity).ShouldBe(before.Treatments.Select(t => t.Activity));
        PolicyJson.Write(restored.Document).ShouldBe(PolicyJson.Write(before.Document));
    }

    [Fact]
    public void Json_FieldsOfEveryLevel_ComeBackAndDefaultsAreLeftOut()
    {
        var document = Document(new Word(ActivityKind.Paused, 1, 3), new Word(ActivityKind.Archived, null, 2), new Word(ActivityKind.Active, null, null), new Word(ActivityKind.Archived, 2, null));
        var bytes = PolicyJson.Write(document);
        var read = PolicyJson.Read(bytes);

        read.Issues.ShouldBeEmpty();
        PolicyJson.Write(read.Document!).ShouldBe(bytes);
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        text.Split("\"paused\"").Length.ShouldBe(2);
        text.Split("\"archived\"").Length.ShouldBe(3);
        read.Document!.Objectives[0].Groups[0].ValidTo.ShouldBe(At(2));
    }

    [Fact]
    public void Validate_DatesThatNeverMeet_WarnsWhereTheyCameApart()
    {
        var apart = PolicyCompiler.Compile(Document(new Word(ActivityKind.Active, null, 2), new Word(ActivityKind.Active, 2, null), new Word(ActivityKind.Active, null, null), new Word(ActivityKind.Active, null, null)), 1, Noon);

        apart.Snapshot.ShouldNotBeNull();
        var issue = apart.Issues.Single(i => i.Code == "dates.apart");
        (issue.Severity, issue.Path).ShouldBe((IssueSeverity.Warning, "objectives/o/groups/g/validFrom"));
        issue.Message.ShouldBe("With the dates of what it belongs under, the group begins (2026-11-30T14:00:00Z) when it has ended (2026-11-30T14:00:00Z): it never runs.");
    }

    // The nearest level that says what holds is the one to blame.
    private static void Blame(Word[] line, Activity activity)
    {
        line[(int)activity.KindOf].State.ShouldBe(activity.Kind);
        line[((int)activity.KindOf + 1)..].All(w => w.State < activity.Kind).ShouldBeTrue();
        if (activity.From != long.MinValue)
        {
            At(line[(int)activity.FromOf].From)!.Value.ToUnixTimeMilliseconds().ShouldBe(activity.From);
            line[((int)activity.FromOf + 1)..].All(w => w.From != line[(int)activity.FromOf].From).ShouldBeTrue();
        }

        if (activity.To != long.MaxValue)
        {
            At(line[(int)activity.ToOf].To)!.Value.ToUnixTimeMilliseconds().ShouldBe(activity.To);
            line[((int)activity.ToOf + 1)..].All(w => w.To != line[(int)activity.ToOf].To).ShouldBeTrue();
        }
    }

    private static DateTimeOffset? At(int? hour) => hour is { } hours ? Noon.AddHours(hours) : null;

    private static ActionDocument Action(string id) => new() { Id = id, Treatments = [new() { Id = id + "-web", Channel = "web" }] };

    private static PolicySnapshot Compile(GroupDocument group) => Compile(new PolicyDocument { Name = "Test", Channels = [new() { Id = "web" }], Objectives = [new() { Id = "o", Groups = [group] }] });

    private static PolicySnapshot Compile(ActivityKind[] line) =>
        Compile(Document(new Word(line[0], null, null), new Word(line[1], null, null), new Word(line[2], null, null), new Word(line[3], null, null)));

    private static PolicySnapshot Compile(PolicyDocument document) => PolicyCompiler.Compile(document, 1, Noon).Snapshot.ShouldNotBeNull();

    private static PolicyDocument Document(Word objective, Word group, Word action, Word treatment) => new()
    {
        Name = "Test", Channels = [new() { Id = "web" }],
        Objectives =
        [
            objective.On(new ObjectiveDocument
            {
                Id = "o", Groups = [group.On(new GroupDocument { Id = "g", Actions = [action.On(new ActionDocument { Id = "a", Treatments = [treatment.On(new TreatmentDocument { Id = "a-web", Channel = "web" })] })] })],
            }),
        ],
    };

    /// <summary>What one level says: its state, and its dates in hours from noon.</summary>
    private sealed record Word(ActivityKind State, int? From, int? To)
    {
        public bool RunsAt(int hour) => State == ActivityKind.Active && !(hour < From) && !(hour >= To);

        public ObjectiveDocument On(ObjectiveDocument item) => item with { Paused = IsPaused, Archived = IsArchived, ValidFrom = At(From), ValidTo = At(To) };

        public GroupDocument On(GroupDocument item) => item with { Paused = IsPaused, Archived = IsArchived, ValidFrom = At(From), ValidTo = At(To) };

        public ActionDocument On(ActionDocument item) => item with { Paused = IsPaused, Archived = IsArchived, ValidFrom = At(From), ValidTo = At(To) };

        public TreatmentDocument On(TreatmentDocument item) => item with { Paused = IsPaused, Archived = IsArchived, ValidFrom = At(From), ValidTo = At(To) };

        private bool IsPaused => State == ActivityKind.Paused;

        private bool IsArchived => State == ActivityKind.Archived;
    }
}
