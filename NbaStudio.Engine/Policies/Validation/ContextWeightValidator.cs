using System.Globalization;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks scopes of context weights, and that they change something.</summary>
internal sealed class ContextWeightValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        for (var i = 0; i < context.Document.ContextWeights.Count; i++)
        {
            var (weight, path) = (context.Document.ContextWeights[i], string.Create(CultureInfo.InvariantCulture, $"contextWeights/{i}"));
            context.Scope(weight.Scope, path + "/scope");
            if (weight.Weight == 1)
            {
                context.Issues.Warning("weight.neutral", path + "/weight", null);
            }
        }
    }
}
