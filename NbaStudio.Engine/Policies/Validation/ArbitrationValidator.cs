using System.Globalization;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks that the numbers of arbitration make sense together.</summary>
internal sealed class ArbitrationValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        var (arbitration, issues) = (context.Document.Arbitration, context.Issues);
        if (arbitration.References is null)
        {
            if (arbitration.Weights.P != 1)
            {
                issues.Warning("references.missing", "arbitration/references/p", null, "propensity", "0.02");
            }

            if (arbitration.Weights.V != 1)
            {
                issues.Warning("references.missing", "arbitration/references/v", null, "value", context.Document.ServiceValue.ToString(CultureInfo.InvariantCulture));
            }
        }

        if (arbitration.MinimumPropensity == 1)
        {
            issues.Warning("silence.always", "arbitration/minimumPropensity", null);
        }
    }
}
