using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Engine.Serving.Trials;

/// <summary>Whether two policies may decide side by side. What customers are (attributes, counted events, goals, matches) and what models learn is one for both, so they may differ only in what a decision uses. Pure and thread safe.</summary>
public static class TrialCheck
{
    private static readonly HashSet<string> Kinds = new(["objective", "group", "action", "treatment", "condition", "contactPolicy", "contextWeight"], StringComparer.Ordinal);

    /// <summary>What differs and may not, as errors ordered by path; empty = they may.</summary>
    /// <param name="inForce">The policy that decides for the others.</param>
    /// <param name="challenger">The policy of the trial; its items have the keys of the other's where they are the same.</param>
    public static IReadOnlyList<PolicyIssue> Check(PolicySnapshot inForce, PolicySnapshot challenger)
    {
        ArgumentNullException.ThrowIfNull(inForce);
        ArgumentNullException.ThrowIfNull(challenger);
        var issues = new IssueList();
        foreach (var difference in PolicyDiff.Compare(inForce.Document, challenger.Document))
        {
            CheckItem(difference, inForce.Document, issues);
        }

        CheckAggregates(inForce, challenger, issues);
        CheckLearning(inForce, challenger, issues);
        return issues.ToOrderedList();
    }

    /// <summary>Why a document may not be tried beside another one: errors of either, or what differs and may not; empty = it may.</summary>
    /// <param name="inForce">The document that decides for the others, every item with its key.</param>
    /// <param name="trial">The other one, likewise.</param>
    public static IReadOnlyList<PolicyIssue> Mistakes(PolicyDocument inForce, PolicyDocument trial, DateTimeOffset now)
    {
        var (before, after) = (PolicyCompiler.Compile(inForce, 1, now), PolicyCompiler.Compile(trial, 2, now));
        return before.Snapshot is { } one && after.Snapshot is { } other ? Check(one, other)
            : [.. before.Issues.Concat(after.Issues).Where(issue => issue.Severity == IssueSeverity.Error)];
    }

    private static void CheckItem(PolicyDifference difference, PolicyDocument inForce, IssueList issues)
    {
        if (difference.Kind == PolicyItems.WorkspaceKind)
        {
            foreach (var field in difference.Fields.Where(f => f.Field != "serviceValue" && f.Field.Split('/')[0] != "arbitration"))
            {
                issues.Error("trial.workspace", field.Field, null, field.Field);
            }
        }
        else if (!Kinds.Contains(difference.Kind))
        {
            issues.Error("trial.kind", $"{difference.Kind}/{difference.Id}", null, difference.Kind, difference.Id);
        }
        else if (difference.Kind == "condition" && UserOf(difference.PreviousId ?? difference.Id, inForce) is { Kind: not null, Name: not null } user)
        {
            issues.Error("trial.condition", "condition/" + difference.Id, null, difference.Id, user.Kind, user.Name);
        }
    }

    // What stays the same by its text means something else when a condition that it names does.
    private static (string? Kind, string? Name) UserOf(string condition, PolicyDocument policy)
    {
        var texts = policy.Conditions.DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.When, StringComparer.Ordinal);
        var (kind, name, _) = Users(policy).FirstOrDefault(u => u.Texts.Any(text => text is not null && Reaches(text, condition, texts, [])));
        return (kind, name);
    }

    private static IEnumerable<(string Kind, string Name, IReadOnlyList<string?> Texts)> Users(PolicyDocument policy) =>
    [
        .. policy.Audiences.Select(a => ("audience", a.Name, (IReadOnlyList<string?>)[a.When])),
        .. policy.Goals.Select(g => ("goal", g.Name, (IReadOnlyList<string?>)[g.Progress, g.Deadline])),
        .. policy.Aggregates.Select(a => ("aggregate", a.Name, (IReadOnlyList<string?>)[a.Where])),
        .. policy.Budgets.Select(b => ("budget", b.Id, (IReadOnlyList<string?>)[b.Amount])),
        .. policy.Triggers.Select(t => ("trigger", t.Name, (IReadOnlyList<string?>)[t.Pattern, t.Audience is null ? null : $"condition \"{t.Audience}\""])),
    ];

    private static bool Reaches(string text, string condition, Dictionary<string, string> texts, HashSet<string> seen) =>
        NamedConditions.UsedBy(text).Any(name => name == condition || (seen.Add(name) && texts.TryGetValue(name, out var when) && Reaches(when, condition, texts, seen)));

    private static void CheckAggregates(PolicySnapshot inForce, PolicySnapshot challenger, IssueList issues)
    {
        var kept = inForce.Aggregates.Select(a => AggregateFingerprint.Of(a.Definition)).ToHashSet();
        foreach (var name in challenger.Aggregates.Where(a => !kept.Contains(AggregateFingerprint.Of(a.Definition))).Select(a => a.Definition.Name))
        {
            issues.Error("trial.aggregate", "aggregate/" + name, null, name);
        }
    }

    private static void CheckLearning(PolicySnapshot inForce, PolicySnapshot challenger, IssueList issues)
    {
        var known = LearnerLoop.TreatmentsOf(inForce).ToDictionary(t => t.Key);
        foreach (var info in LearnerLoop.TreatmentsOf(challenger))
        {
            if (known.TryGetValue(info.Key, out var before) && !IsSame(before, info, inForce, challenger))
            {
                var id = challenger.Treatments[challenger.TreatmentIndexOfKey(info.Key)].Id;
                issues.Error("trial.learning", "treatment/" + id, null, id);
            }
        }
    }

    private static bool IsSame(TreatmentInfo before, TreatmentInfo after, PolicySnapshot inForce, PolicySnapshot challenger)
    {
        var (old, now) = (inForce.Treatments[inForce.TreatmentIndexOfKey(before.Key)], challenger.Treatments[challenger.TreatmentIndexOfKey(after.Key)]);
        return before == after && old.SeenOnReply == now.SeenOnReply && old.Heads.Count == now.Heads.Count && old.Heads.Zip(now.Heads).All(h => IsSame(h.First, h.Second));
    }

    // Apart from what it is worth, which only decisions use.
    private static bool IsSame(HeadSnapshot before, HeadSnapshot after) =>
        before.Kind == after.Kind && before.WindowMilliseconds == after.WindowMilliseconds && before.StartingPropensity.Equals(after.StartingPropensity)
        && IsSame(before.Positive, after.Positive) && IsSame(before.Negative, after.Negative);

    private static bool IsSame(OutcomeSet before, OutcomeSet after) =>
        before.KindMask == after.KindMask && before.Events.Select(e => (e.EventType, e.Text)).SequenceEqual(after.Events.Select(e => (e.EventType, e.Text)));
}
