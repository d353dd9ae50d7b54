namespace NbaStudio.Components.Pages.Rules;

/// <summary>A part of a rule as one line of the page.</summary>
/// <param name="Depth">0 = the whole rule.</param>
/// <param name="IsStep">Whether the rule needs it: all steps together are the rule.</param>
/// <param name="Place">Numbers on the way from the whole rule, such as 2.1; empty for the whole.</param>
public sealed record RuleLine(RulePart Part, int Depth, bool IsStep, string Place)
{
    /// <summary>The lines of a rule in order, the whole first.</summary>
    public static IReadOnlyList<RuleLine> Of(RuleGroup whole)
    {
        ArgumentNullException.ThrowIfNull(whole);
        var lines = new List<RuleLine> { new(whole, 0, whole.Mode != RuleMode.All, "") };
        Add(whole, 1, whole.Mode == RuleMode.All, "");
        return lines;

        void Add(RuleGroup group, int depth, bool areSteps, string place)
        {
            for (var i = 0; i < group.Parts.Count; i++)
            {
                var here = place.Length == 0 ? $"{i + 1}" : $"{place}.{i + 1}";
                lines.Add(new RuleLine(group.Parts[i], depth, areSteps, here));
                if (group.Parts[i] is RuleGroup inner)
                {
                    Add(inner, depth + 1, false, here);
                }
            }
        }
    }
}
