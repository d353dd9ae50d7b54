using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Detection.Schedules;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Compiles contact rules, budgets, context weights, triggers, hold-outs and the numbers of arbitration.</summary>
internal sealed class RuleBuilder(DocumentIndex index, ExpressionCompiler compiler, PolicyDocument document)
{
    /// <summary>Typical propensity where the revision states none; what it is only matters with weights other than 1.</summary>
    private const double StandardReferenceP = 0.02;

    public IReadOnlyList<ContactRuleSnapshot> ContactRules(Hierarchy hierarchy) =>
        [.. document.ContactPolicies.Select((policy, i) => ContactRuleBuilder.Build(policy, i, index, hierarchy, Label(policy.Id, policy.Label)))];

    public IReadOnlyList<BudgetSnapshot> Budgets() =>
    [
        .. DocumentIndex.Locate(document.Budgets, "budgets", b => b.Id).Select((b, i) => new BudgetSnapshot(
            i, b.Item.Key ?? 0, b.Item.Id, Label(b.Item.Id, b.Item.Label), Set(b.Item.Scope),
            b.Item.Unit == "money" ? BudgetUnit.Money : BudgetUnit.Count,
            b.Item.UsedBy == "accepted" ? BudgetUse.Accepted : BudgetUse.Sent,
            b.Item.Mode == "expected" ? BudgetMode.Expected : BudgetMode.Hard,
            compiler.Rule(b.Item.Amount, ExpectedType.Money, b.Path + "/amount"), (double)b.Item.Limit,
            b.Item.Period switch { "day" => BudgetPeriod.Day, "week" => BudgetPeriod.Week, "total" => BudgetPeriod.Total, _ => BudgetPeriod.Month })),
    ];

    public IReadOnlyList<ContextWeightSnapshot> ContextWeights()
    {
        var weights = new List<ContextWeightSnapshot>();
        for (var i = 0; i < document.ContextWeights.Count; i++)
        {
            var weight = document.ContextWeights[i];
            if (compiler.Rule(weight.When, ExpectedType.Condition, $"contextWeights/{i}/when") is { } when)
            {
                weights.Add(new ContextWeightSnapshot(weights.Count, weight.Key ?? 0, when, Set(weight.Scope), weight.Weight));
            }
        }

        return weights;
    }

    public IReadOnlyList<TriggerSnapshot> Triggers(IReadOnlyList<string> captures, IReadOnlyList<AudienceSnapshot> audiences)
    {
        var triggers = new List<TriggerSnapshot>();
        foreach (var (trigger, path) in DocumentIndex.Locate(document.Triggers, "triggers", t => t.Name))
        {
            var schedule = Schedule(trigger, audiences);
            PatternDefinition? pattern = null;
            if (schedule is not null || (pattern = compiler.Pattern(trigger.Pattern ?? "", path + "/pattern", captures)) is not null)
            {
                int[] channels = [.. trigger.Channels.Select(c => index.ChannelIds[c])];
                int[] fallBack = [.. trigger.FallBackChannels.Select(c => index.ChannelIds[c])];
                triggers.Add(new TriggerSnapshot(
                    triggers.Count, trigger.Key ?? 0, trigger.Name, Label(trigger.Name, trigger.Label), pattern, channels, fallBack,
                    Set(trigger.Scope, channels), Set(trigger.Scope, fallBack),
                    DocumentWords.Milliseconds(trigger.ValidFor, "10m"),
                    new PatternTiming(DocumentWords.Milliseconds(trigger.CoolDown, "0s"), DocumentWords.Milliseconds(trigger.WaitForLate, "0s")),
                    [.. document.Triggers.Where(t => t.FollowUps.Contains(trigger.Name, StringComparer.Ordinal)).Select(t => t.Key ?? 0)]) { Schedule = schedule });
            }
        }

        return triggers;
    }

    private static ScheduleSnapshot? Schedule(TriggerDocument trigger, IReadOnlyList<AudienceSnapshot> audiences)
    {
        var audience = audiences.FirstOrDefault(a => a.Name == trigger.Audience);
        return trigger.Schedule is { } text && audience is not null && ScheduleLanguage.Parse(text).Schedule is { } times
            ? new ScheduleSnapshot(times, audience.Index, trigger.PacePerMinute ?? 0)
            : null;
    }

    public IReadOnlyList<HoldOutSnapshot> HoldOuts() =>
        [.. document.HoldOuts.Select((h, i) => new HoldOutSnapshot(i, h.Key ?? 0, h.Id, h.Scope == "all" ? -1 : index.ObjectiveIds[h.Scope], h.Share, string.IsNullOrWhiteSpace(h.Salt) ? h.Id : h.Salt))];

    public static ArbitrationSnapshot ArbitrationOf(PolicyDocument document)
    {
        var a = document.Arbitration;
        var references = a.References ?? new ReferencesDocument { P = StandardReferenceP, V = (double)document.ServiceValue };
        return new ArbitrationSnapshot(
            a.Weights.P, a.Weights.C, a.Weights.V, a.Weights.L, references.P, references.V, a.SilenceThreshold, a.MinimumPropensity, a.Shortlist);
    }

    private LabelSnapshot Label(string id, IReadOnlyDictionary<string, string>? texts) => new(id, document.DefaultLanguage, texts);

    private TreatmentSet Set(ScopeDocument scope) => new(index.Treatments.Count, index.TreatmentsIn(scope));

    private TreatmentSet Set(ScopeDocument scope, int[] channels) =>
        new(index.Treatments.Count, index.TreatmentsIn(scope).Where(t => channels.Contains(index.Treatments[t].Channel)));
}
