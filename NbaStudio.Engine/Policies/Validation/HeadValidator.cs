using System.Globalization;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks what treatments learn: at most three heads, each once, harm not first and never a gain, each with outcomes that exist. Events are checked with the expressions.</summary>
internal sealed class HeadValidator : IPolicyValidator
{
    private const int MaximumHeads = 3;

    public void Validate(ValidationContext context)
    {
        foreach (var treatment in context.Index.Treatments)
        {
            var heads = treatment.Item.Heads;
            if (heads.Count > MaximumHeads)
            {
                context.Issues.Error("head.count", treatment.Path + "/heads", null, heads.Count.ToString(CultureInfo.InvariantCulture));
            }

            var kinds = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < heads.Count; i++)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"{treatment.Path}/heads/{i}");
                if (!kinds.Add(heads[i].Kind))
                {
                    context.Issues.Error("head.twice", path + "/kind", null, heads[i].Kind);
                }

                Check(heads[i], path, context.Issues);
            }

            if (heads.Count > 0)
            {
                CheckPrimary(heads[0], treatment.Path + "/heads/0", context.Issues);
            }
        }
    }

    /// <summary>P is the chance of something that is wanted, and starts where the action says.</summary>
    private static void CheckPrimary(HeadDocument head, string path, IssueList issues)
    {
        if (head.Kind == "harm")
        {
            issues.Error("head.harmFirst", path + "/kind", null);
        }

        if (head.StartingPropensity is not null)
        {
            issues.Error("head.primaryStart", path + "/startingPropensity", null);
        }
    }

    private static void Check(HeadDocument head, string path, IssueList issues)
    {
        if (head.Positive.Count == 0)
        {
            issues.Error("head.positive", path + "/positive", null, head.Kind);
        }

        if (head.Kind == "harm" && head.Value is null)
        {
            issues.Error("head.harmValue", path + "/value", null);
        }

        if (head.Kind == "harm" && head.Negative.Count > 0)
        {
            issues.Error("head.harmNegative", path + "/negative", null);
        }

        // A formula may come to anything; what is wrong in every case is said at once.
        if (double.TryParse(head.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var constant) && (head.Kind == "harm" ? constant > 0 : constant < 0))
        {
            issues.Error(head.Kind == "harm" ? "head.harmGain" : "head.loss", path + "/value", null, head.Value!, head.Kind);
        }

        CheckOutcomes(head.Positive, path + "/positive", issues);
        CheckOutcomes(head.Negative, path + "/negative", issues);
        foreach (var both in head.Positive.Intersect(head.Negative, StringComparer.Ordinal))
        {
            issues.Error("head.both", path + "/negative", null, both);
        }
    }

    private static void CheckOutcomes(IReadOnlyList<string> outcomes, string path, IssueList issues)
    {
        for (var i = 0; i < outcomes.Count; i++)
        {
            var (text, place) = (outcomes[i], string.Create(CultureInfo.InvariantCulture, $"{path}/{i}"));
            if (DocumentWords.Outcome(text) is null && !DocumentWords.LooksLikePattern(text))
            {
                issues.Error("head.outcome", place, NearestName.Find(text, DocumentWords.OutcomeNames), text, string.Join(", ", DocumentWords.OutcomeNames));
            }
        }
    }
}
