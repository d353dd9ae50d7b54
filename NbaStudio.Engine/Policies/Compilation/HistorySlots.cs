using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Evaluation;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>The contact history that models learn from, whether or not a rule reads it: what was sent of late, and how the customer answered, overall and to each group.</summary>
/// <remarks>A group that was accepted before tells what no attribute does: the customer's own taste. The names are those that rules use, so a rule that reads the same count shares its slot.</remarks>
internal static class HistorySlots
{
    /// <summary>With more groups than this the answers are counted per objective: every count is one more predictor of every model.</summary>
    public const int MostGroups = 24;

    // The contact log keeps at least this long (ContactLogRetention.LeastHorizon).
    private static readonly TimeSpan Long = TimeSpan.FromDays(90);
    private static readonly TimeSpan Short = TimeSpan.FromDays(7);

    private static readonly (string Outcome, TimeSpan Window)[] Overall =
        [("sent", Short), ("sent", Long), ("click", Long), ("accept", Long), ("reject", Long), ("dismiss", Long), ("noResponse", Long)];

    private static readonly string[] Answers = ["accept", "reject", "noResponse"];

    public static IReadOnlyList<OutcomeCountSlot> Of(PolicyDocument document)
    {
        var groups = document.Objectives.SelectMany(o => o.Groups).Select(g => g.Id).ToList();
        var (scope, ids) = groups.Count <= MostGroups ? (ContactScopeKind.Group, groups) : (ContactScopeKind.Objective, document.Objectives.Select(o => o.Id).ToList());
        return
        [
            .. Overall.Select(o => Slot(ContactScopeKind.All, null, o.Outcome, o.Window)),
            .. ids.SelectMany(id => Answers.Select(answer => Slot(scope, id, answer, Long))),
        ];
    }

    private static OutcomeCountSlot Slot(ContactScopeKind scope, string? id, string outcome, TimeSpan window) =>
        new(ConditionPrinter.Print(new OutcomeCountNode(scope, id, outcome, window)), new ContactScope(scope, id), outcome, window);
}
