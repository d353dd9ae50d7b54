using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Compiles every expression, pattern and template with the scope and type of its place. Named conditions and filters of aggregates are compiled before.</summary>
internal sealed class ExpressionValidator : IPolicyValidator
{
    private static readonly CleanMembers CleanActions = new();

    public void Validate(ValidationContext context)
    {
        var compiler = new ExpressionCompiler(context.Prepared.Scopes, new SlotLayoutBuilder(), context.Issues);
        CheckHierarchy(context, compiler);
        foreach (var (goal, path) in DocumentIndex.Locate(context.Document.Goals, "goals", g => g.Name))
        {
            compiler.Goal(Stated(goal.Progress), ExpectedType.Number, path + "/progress");
            compiler.Goal(goal.Deadline, ExpectedType.DateTime, path + "/deadline");
        }

        foreach (var (audience, path) in DocumentIndex.Locate(context.Document.Audiences, "audiences", a => a.Name))
        {
            compiler.Rule(Stated(audience.When), ExpectedType.Condition, path + "/when");
        }

        foreach (var (weight, path) in DocumentIndex.Locate(context.Document.ContextWeights, "contextWeights", _ => null))
        {
            compiler.Rule(Stated(weight.When), ExpectedType.Condition, path + "/when");
        }

        foreach (var (budget, path) in DocumentIndex.Locate(context.Document.Budgets, "budgets", b => b.Id))
        {
            compiler.Rule(budget.Amount, ExpectedType.Money, path + "/amount");
        }

        foreach (var (trigger, path) in DocumentIndex.Locate(context.Document.Triggers, "triggers", t => t.Name))
        {
            if (!string.IsNullOrWhiteSpace(trigger.Pattern))
            {
                compiler.Pattern(trigger.Pattern, path + "/pattern", []);
            }
        }
    }

    private static void CheckHierarchy(ValidationContext context, ExpressionCompiler compiler)
    {
        foreach (var (objective, path) in context.Index.Objectives)
        {
            CheckRules(objective.Eligibility, objective.Applicability, objective.Suitability, path, compiler);
        }

        foreach (var group in context.Index.Groups)
        {
            CheckRules(group.Item.Eligibility, group.Item.Applicability, group.Item.Suitability, group.Path, compiler);
        }

        foreach (var action in context.Index.Actions)
        {
            CleanActions.Check(action.Item, context.Prepared.Scopes.Fingerprint, context.Issues, () => CheckAction(action, compiler, context.Issues));
        }
    }

    private static void CheckAction(LocatedAction action, ExpressionCompiler compiler, IssueList issues)
    {
        CheckRules(action.Item.Eligibility, action.Item.Applicability, action.Item.Suitability, action.Path, compiler);
        compiler.Rule(action.Item.LeverExpression, ExpectedType.Number, action.Path + "/leverExpression");
        compiler.Rule(action.Item.Value, ExpectedType.Money, action.Path + "/value");
        foreach (var (treatment, path) in DocumentIndex.Locate(action.Item.Treatments, action.Path + "/treatments", t => t.Id))
        {
            compiler.Rule(treatment.Eligibility, ExpectedType.Condition, path + "/eligibility");
            foreach (var (language, content) in treatment.Content)
            {
                compiler.Content(language, content, $"{path}/content/{language}");
            }

            for (var i = 0; i < treatment.Heads.Count; i++)
            {
                CheckHead(treatment.Heads[i], $"{path}/heads/{i}", compiler, issues);
            }
        }
    }

    private static void CheckHead(HeadDocument head, string path, ExpressionCompiler compiler, IssueList issues)
    {
        compiler.Rule(head.Value, ExpectedType.Money, path + "/value");
        CheckOutcomes(head.Positive, path + "/positive", compiler, issues);
        CheckOutcomes(head.Negative, path + "/negative", compiler, issues);
    }

    private static void CheckOutcomes(IReadOnlyList<string> outcomes, string path, ExpressionCompiler compiler, IssueList issues)
    {
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (DocumentWords.LooksLikePattern(outcomes[i]) && compiler.Pattern(outcomes[i], $"{path}/{i}", []) is { Kind: not PatternKind.Event })
            {
                issues.Error("head.countedEvent", $"{path}/{i}", null, outcomes[i]);
            }
        }
    }

    private static void CheckRules(string? eligibility, string? applicability, string? suitability, string path, ExpressionCompiler compiler)
    {
        compiler.Rule(eligibility, ExpectedType.Condition, path + "/eligibility");
        compiler.Rule(applicability, ExpectedType.Condition, path + "/applicability");
        compiler.Rule(suitability, ExpectedType.Condition, path + "/suitability");
    }

    // An empty text that must be there is reported once, as missing.
    private static string? Stated(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
