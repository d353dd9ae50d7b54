using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Decisions;

/// <summary>Checks what a preview or replay changes.</summary>
internal static class OverridesReader
{
    /// <exception cref="ProblemException">Something is out of range or unknown.</exception>
    public static DecisionOverrides? Read(OverridesBody? body, PolicySnapshot policy)
    {
        if (body is null)
        {
            return null;
        }

        List<FieldError> errors = [];
        Range(errors, "overrides.silenceThreshold", body.SilenceThreshold, 0, double.MaxValue);
        foreach (var (name, weight) in new[] { ("p", body.Weights?.P), ("c", body.Weights?.C), ("v", body.Weights?.V), ("l", body.Weights?.L) })
        {
            Range(errors, $"overrides.weights.{name}", weight, 0, 2);
        }

        Dictionary<int, FactorOverride> factors = [];
        foreach (var (factor, index) in (body.Factors ?? []).Select((factor, index) => (factor, index)))
        {
            ReadFactor(factor, $"overrides.factors[{index}]", policy, factors, errors);
        }

        if (errors.Count > 0)
        {
            throw new ProblemException(errors);
        }

        var own = policy.Arbitration;
        return new DecisionOverrides
        {
            Weights = body.Weights is not { } w ? null : new WeightsDocument { P = w.P ?? own.WeightP, C = w.C ?? own.WeightC, V = w.V ?? own.WeightV, L = w.L ?? own.WeightL },
            SilenceThreshold = body.SilenceThreshold,
            Factors = factors,
        };
    }

    private static void ReadFactor(FactorBody? factor, string path, PolicySnapshot policy, Dictionary<int, FactorOverride> factors, List<FieldError> errors)
    {
        if (factor is null || factor.Action is null == factor.Treatment is null)
        {
            errors.Add(new FieldError(path, "Either action or treatment has to be named, and only one.", "one of action, treatment"));
            return;
        }

        Range(errors, $"{path}.contextWeight", factor.ContextWeight, 0, 10);
        Range(errors, $"{path}.lever", factor.Lever, 0, 10);
        if (factor.Propensity is <= 0 or >= 1)
        {
            errors.Add(new FieldError($"{path}.propensity", $"{factor.Propensity:R} is not allowed.", "above 0 and below 1"));
        }

        if (factor.Value is <= 0)
        {
            errors.Add(new FieldError($"{path}.value", $"{factor.Value:R} is not allowed.", "an amount above 0"));
        }

        var key = factor.Action is { } action
            ? policy.Actions.FirstOrDefault(a => Same(a.Id, action))?.Key
            : policy.Treatments.FirstOrDefault(t => Same(t.Id, factor.Treatment!))?.Key;
        if (key is { } found)
        {
            factors[found] = new FactorOverride(factor.Propensity, factor.ContextWeight, factor.Value, factor.Lever);
        }
        else
        {
            errors.Add(new FieldError(
                factor.Action is null ? $"{path}.treatment" : $"{path}.action", $"'{factor.Action ?? factor.Treatment}' is not in revision {policy.Revision}.", "an id of the policy"));
        }
    }

    private static void Range(List<FieldError> errors, string path, double? value, double minimum, double maximum)
    {
        if (value < minimum || value > maximum)
        {
            errors.Add(new FieldError(path, $"{value:R} is not allowed.", maximum == double.MaxValue ? $"at least {minimum}" : $"{minimum} to {maximum}"));
        }
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
