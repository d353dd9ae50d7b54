namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Runs every validator and collects every issue: nothing stops at the first mistake. Pure and thread safe.</summary>
public static class PolicyValidator
{
    // One concern each; the order does not matter, the issues are sorted by path.
    private static readonly IPolicyValidator[] Validators =
    [
        new FieldValidator(),
        new LabelValidator(),
        new IdentityValidator(),
        new KeyValidator(),
        new WorkspaceValidator(),
        new AttributeValidator(),
        new TextModelValidator(),
        new AggregateValidator(),
        new ScoreValidator(),
        new ChannelValidator(),
        new HierarchyValidator(),
        new TreatmentValidator(),
        new ContentValidator(),
        new HeadValidator(),
        new ContactPolicyValidator(),
        new ContactPolicyReachValidator(),
        new BudgetValidator(),
        new ContextWeightValidator(),
        new TriggerValidator(),
        new ScheduleValidator(),
        new ArbitrationValidator(),
        new HoldOutValidator(),
        new FairnessValidator(),
        new ExpressionValidator(),
    ];

    /// <summary>Checks a document.</summary>
    /// <returns>Every error and warning, ordered by path; empty when there is nothing to say.</returns>
    public static IReadOnlyList<PolicyIssue> Validate(PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var context = new ValidationContext(document);
        foreach (var validator in Validators)
        {
            validator.Validate(context);
        }

        return context.Issues.ToOrderedList();
    }
}
