using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Explanations;

/// <summary>Attributes whose values a reader may not see. Immutable and thread safe.</summary>
/// <remarks>Values themselves, and sentences that tell them; not what is computed from them, such as P, a score or a goal.</remarks>
public sealed class HiddenAttributes
{
    private readonly HashSet<string> _names;

    private HiddenAttributes(IEnumerable<string> names) => _names = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);

    /// <summary>Nothing is hidden.</summary>
    public static HiddenAttributes None { get; } = new([]);

    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The sensitive attributes of these policies; null ones say nothing. What became sensitive later is hidden in older records too.</summary>
    public static HiddenAttributes Of(params ReadOnlySpan<PolicySnapshot?> policies)
    {
        var names = new List<string>();
        foreach (var policy in policies)
        {
            names.AddRange(policy?.Attributes.Where(a => a.Sensitive).Select(a => a.Name) ?? []);
        }

        return names.Count == 0 ? None : new HiddenAttributes(names);
    }

    public bool Contains(string attribute) => _names.Contains(attribute);

    /// <summary>Whether an expression, or the canonical name of an input, names one of them.</summary>
    public bool Reads(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        foreach (var name in _names)
        {
            if (Mentions(expression, "customer." + name) || Mentions(expression, "customer." + Quoted(name)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Mentions(string expression, string reference)
    {
        for (var at = expression.IndexOf(reference, StringComparison.OrdinalIgnoreCase); at >= 0; at = expression.IndexOf(reference, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if (at + reference.Length == expression.Length || !IsNamePart(expression[at + reference.Length]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a rule reads one of them, itself or through the named conditions that it uses.</summary>
    public bool ReadsThrough(PolicySnapshot policy, string rule)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rule);
        return _names.Count > 0 && ReadsThrough(policy, rule, []);
    }

    /// <summary>Whether what lets a treatment through, or weighs it (context, value, lever), reads one of them: whom it is chosen for then tells of the value.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="treatment">Index in <see cref="PolicySnapshot.Treatments"/>.</param>
    public bool Decide(PolicySnapshot policy, int treatment)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return _names.Count > 0 && Deciding(policy, treatment).Any(rule => ReadsThrough(policy, rule));
    }

    /// <summary>Whether one of them decides in another way under the second policy: what that one chooses for a customer, beside what the first chose, then tells of the value.</summary>
    public bool DecideOtherwise(PolicySnapshot before, PolicySnapshot after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return _names.Count > 0 && !ReferenceEquals(before, after)
            && (ConditionsOf(after).Except(ConditionsOf(before)).Any() || Enumerable.Range(0, after.Treatments.Count).Any(t => Decide(after, t) && !SameAs(before, after, t)));
    }

    private static bool SameAs(PolicySnapshot before, PolicySnapshot after, int treatment) =>
        before.TreatmentIndexOfKey(after.Treatments[treatment].Key) is var known and >= 0 && Deciding(before, known).SequenceEqual(Deciding(after, treatment));

    private IEnumerable<(string Name, string When)> ConditionsOf(PolicySnapshot policy) =>
        policy.Document.Conditions.Where(c => ReadsThrough(policy, c.When)).Select(c => (c.Name, c.When));

    // What lets a treatment through, or weighs it.
    private static IEnumerable<string> Deciding(PolicySnapshot policy, int treatment)
    {
        var one = policy.Treatments[treatment];
        RuleSet[] rules = [policy.Objectives[one.Objective].Rules, policy.Groups[one.Group].Rules, policy.Actions[one.Action].Rules];
        return rules.SelectMany(r => new[] { r.Eligibility, r.Applicability, r.Suitability }).Append(one.Eligibility)
            .Concat(policy.ContextWeights.Where(w => w.AppliesTo.Contains(treatment)).Select(w => w.When))
            .Concat(one.Heads.Select(h => h.Value)).Append(policy.Actions[one.Action].Value).Append(policy.Actions[one.Action].LeverExpression)
            .OfType<CompiledExpression>().Select(rule => rule.Text);
    }

    // One way of writing, so that blanks and quotes hide nothing; what cannot be read counts as reading one.
    private bool ReadsThrough(PolicySnapshot policy, string rule, HashSet<string> seen) =>
        ConditionLanguage.Parse(rule).Tree is not { } tree || ConditionLanguage.Print(tree) is not { } canonical || Reads(canonical)
        || policy.Document.Conditions.Any(c => canonical.Contains("condition " + Quoted(c.Name), StringComparison.OrdinalIgnoreCase) && seen.Add(c.Name) && ReadsThrough(policy, c.When, seen));

    private static string Quoted(string text) => ConditionLanguage.Print(new LiteralNode(Value.OfText(text)));

    private static bool IsNamePart(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-';
}
