using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies;

/// <summary>What the names in a condition stand for. Pure and thread safe.</summary>
public static class NamedConditionTexts
{
    /// <summary>The named conditions that a text uses, directly or through others, each once, in order of use. Names that the policy does not have are left out.</summary>
    /// <param name="document">Whose conditions.</param>
    /// <param name="text">A condition or expression.</param>
    public static IReadOnlyList<ConditionDocument> UsedBy(PolicyDocument document, string text)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(text);
        List<ConditionDocument> used = [];
        Add(text);
        return used;

        void Add(string inner)
        {
            foreach (var name in NamedConditions.UsedBy(inner))
            {
                if (document.Conditions.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)) is { } condition && !used.Contains(condition))
                {
                    used.Add(condition);
                    Add(condition.When);
                }
            }
        }
    }
}
