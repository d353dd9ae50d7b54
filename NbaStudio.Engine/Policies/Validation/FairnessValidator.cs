using System.Globalization;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks that fairness looks at an attribute that exists, with bounds that leave room.</summary>
internal sealed class FairnessValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        string[] attributes = [.. context.Document.Attributes.Select(a => a.Name)];
        foreach (var (fairness, path) in DocumentIndex.Locate(context.Document.Fairness, "fairness", f => f.Attribute))
        {
            if (!string.IsNullOrWhiteSpace(fairness.Attribute) && !attributes.Contains(fairness.Attribute, StringComparer.Ordinal))
            {
                context.Issues.Error("reference.unknown", path + "/attribute", NearestName.Find(fairness.Attribute, attributes), "attribute", fairness.Attribute);
            }

            if (fairness.Low >= fairness.High)
            {
                var (low, high) = (fairness.Low.ToString("R", CultureInfo.InvariantCulture), fairness.High.ToString("R", CultureInfo.InvariantCulture));
                context.Issues.Error("fairness.bounds", path + "/low", null, low, high);
            }
        }
    }
}
