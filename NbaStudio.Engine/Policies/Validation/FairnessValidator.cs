using System.Globalization;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks that fairness looks at an attribute that exists, with bounds that leave room.</summary>
internal sealed class FairnessValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string[] attributes = [.. context.Document.Attributes.Select(a => a.Name)];
        foreach (var (fairness, path) in DocumentIndex.Locate(context.Document.Fairness, "fairness", f => f.Attribute))
        {
            if (!string.IsNullOrWhiteSpace(fairness.Attribute) && !attributes.Contains(fairness.Attribute, StringComparer.Ordinal))
            {
                context.Issues.Error("reference.unknown", path + "/attribute", NearestName.Find(fairness.Attribute, attributes), "attribute", fairness.Attribute);
            }

            // The attribute is the item's name: two of the same could not be told apart when one is edited.
            if (!string.IsNullOrWhiteSpace(fairness.Attribute) && !seen.TryAdd(fairness.Attribute, path))
            {
                context.Issues.Error("id.duplicate", path, null, "fairness", fairness.Attribute, seen[fairness.Attribute]);
            }

            if (fairness.Low >= fairness.High)
            {
                var (low, high) = (fairness.Low.ToString("R", CultureInfo.InvariantCulture), fairness.High.ToString("R", CultureInfo.InvariantCulture));
                context.Issues.Error("fairness.bounds", path + "/low", null, low, high);
            }
        }
    }
}
