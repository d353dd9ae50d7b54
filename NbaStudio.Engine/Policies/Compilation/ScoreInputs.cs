using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>What the names in scores stand for.</summary>
internal static class ScoreInputs
{
    private const string ScorePrefix = "score.";
    private static readonly (string Prefix, NameRoot Root)[] Roots =
        [("customer.", NameRoot.Customer), ("aggregate.", NameRoot.Aggregate), ("context.", NameRoot.Context), ("time.", NameRoot.Time)];

    /// <summary>The input that provides a feature; null where nobody does.</summary>
    /// <param name="name">What features say, or the name in the file.</param>
    public static SlotDefinition? SourceOf(string name, ConditionScope scope)
    {
        foreach (var (prefix, root) in Roots)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length)
            {
                return ScopeNames.SlotOf(root, name[prefix.Length..], null, scope, null);
            }
        }

        return ScopeNames.SlotOf(NameRoot.Customer, name, null, scope, null) ?? ScopeNames.SlotOf(NameRoot.Aggregate, name, null, scope, null);
    }

    /// <summary>What a score says a feature is, or the name in the file.</summary>
    public static string NameOf(ScoreDocument score, string feature) => score.Features.GetValueOrDefault(feature, feature);

    /// <summary>The score that score.&lt;name&gt; means; null where there is none.</summary>
    public static ScoreSlot? ScoreOf(string text, ConditionScope scope) =>
        text.StartsWith(ScorePrefix, StringComparison.Ordinal) ? ScopeNames.SlotOf(NameRoot.Score, text[ScorePrefix.Length..], null, scope, null) as ScoreSlot : null;
}
