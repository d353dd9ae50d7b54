using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions;

/// <summary>Repeats a recorded decision: under its own revision, or under another policy or a what-if. The one pure function behind explanation, preview, what-if and replay.</summary>
public static class Redecide
{
    /// <summary>Decides again from recorded inputs.</summary>
    /// <param name="context">Scratch made for the snapshot that is to decide.</param>
    /// <param name="inputs">The recorded inputs.</param>
    /// <param name="models">Where propensities come from: <see cref="RecordedPropensities"/> for what the record holds.</param>
    /// <param name="overrides">What changes; null = nothing.</param>
    /// <returns>The result, and the inputs that the policy needs and the record does not have.</returns>
    public static RedecideOutcome Run(DecisionContext context, DecisionInputs inputs, IPropensityView models, DecisionOverrides? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(inputs);
        var missing = new List<string>();
        var translated = Translate(inputs, context.Policy, missing);
        return new RedecideOutcome(DecisionPipeline.Run(context, translated, models, overrides), missing);
    }

    /// <summary>The inputs in the layout of another revision. Inputs that the record does not have are missing values, named in <paramref name="missing"/>.</summary>
    public static DecisionInputs Translate(DecisionInputs inputs, PolicySnapshot policy, ICollection<string> missing)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(missing);
        if (ReferenceEquals(inputs.Layout, policy.Layout))
        {
            return inputs;
        }

        var values = new Value[policy.Layout.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var index = inputs.Layout.IndexOf(policy.Layout.Slots[i].Name);
            if (index >= 0 && AsKind(inputs.Values[index], policy.Layout.Slots[i].Kind, out var value))
            {
                values[i] = value;
            }
            else
            {
                missing.Add(policy.Layout.Slots[i].Name);
            }
        }

        var copy = inputs.Copy(policy.Revision, policy.Layout, values);
        foreach (var budget in policy.Budgets)
        {
            if (!inputs.Budgets.Exists(f => f.Budget == budget.Key))
            {
                // What would have been left of it then is not known; it is taken as enough and said.
                copy.Budgets.Add(new BudgetFact(budget.Key, double.PositiveInfinity, 0));
                missing.Add("budget." + budget.Id);
            }
        }

        return copy;
    }

    /// <summary>A value under the kind that another revision gives its input; false where it cannot be read so.</summary>
    private static bool AsKind(in Value recorded, ValueKind kind, out Value value)
    {
        value = recorded;
        if (recorded.IsMissing || recorded.Kind == kind || kind is ValueKind.Any or ValueKind.Missing)
        {
            return true;
        }

        value = !recorded.IsNumeric ? Value.Missing : kind switch
        {
            ValueKind.Number => Value.OfNumber(recorded.Number),
            ValueKind.Money => Value.OfMoney(recorded.Number),
            _ => Value.Missing,
        };
        return !value.IsMissing;
    }
}

/// <summary>What deciding again came to.</summary>
/// <param name="MissingInputs">Canonical names of inputs that the record lacks; they were missing values.</param>
public sealed record RedecideOutcome(DecisionResult Result, IReadOnlyList<string> MissingInputs);
