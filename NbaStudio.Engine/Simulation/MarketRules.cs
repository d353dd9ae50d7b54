using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Simulation;

/// <summary>What the policy allows a simulated customer in a moment, and what it is worth: rules and values without contact history. Not thread safe.</summary>
/// <remarks>The best fixed ranking is built from it (<see cref="MarketTruth.MeanPropensityTimesValue"/>). Events that a moment does not tell of count as not having happened.</remarks>
public sealed class MarketRules(PolicySnapshot policy)
{
    private readonly Dictionary<string, ActionSnapshot> _actions = policy.Actions.ToDictionary(a => a.Id, StringComparer.Ordinal);
    private readonly EvaluationFrame _frame = new(policy.Layout.Count) { Zone = policy.Zone };
    private MarketCustomer? _customer;
    private MarketMoment _moment;

    /// <summary>The action's value in money; null when a rule does not hold or the value is missing.</summary>
    /// <exception cref="ArgumentException">The policy has no such action.</exception>
    public double? ValueOf(string action, MarketCustomer customer, in MarketMoment moment)
    {
        if (!_actions.TryGetValue(action, out var found))
        {
            throw new ArgumentException($"The policy has no action {action}.", nameof(action));
        }

        Fill(customer, moment);
        if (!Holds(policy.Objectives[found.Objective].Rules) || !Holds(policy.Groups[found.Group].Rules) || !Holds(found.Rules))
        {
            return null;
        }

        var value = found.Value?.Evaluate(_frame) ?? Value.OfMoney(policy.ServiceValue);
        return value.IsNumeric && value.Number >= 0 ? Math.Min(value.Number, found.MaximumValue) : null;
    }

    private bool Holds(RuleSet rules) => Holds(rules.Eligibility) && Holds(rules.Applicability) && Holds(rules.Suitability);

    private bool Holds(CompiledExpression? rule) => rule is null || rule.Test(_frame) == Ternary.True;

    private void Fill(MarketCustomer customer, in MarketMoment moment)
    {
        if (ReferenceEquals(_customer, customer) && _moment == moment)
        {
            return;
        }

        _customer = customer;
        _moment = moment;
        _frame.Clear();
        _frame.NowMilliseconds = moment.Time.ToUnixTimeMilliseconds();
        var attributes = MarketProfile.All(customer);
        var local = TimeZoneInfo.ConvertTime(moment.Time, policy.Zone);
        foreach (var (index, slot) in policy.Layout.Slots.Index())
        {
            _frame.Slots[index] = slot switch
            {
                AttributeSlot attribute => attributes.GetValueOrDefault(attribute.Attribute),
                ContextSlot { Key: "intent" } => Value.OfText(moment.Intent),
                AggregateSlot { Aggregate: var aggregate } => Aggregate(aggregate, moment),
                OutcomeCountSlot => Value.OfNumber(0),
                TimeSlot { Part: "hour" } => Value.OfNumber(local.Hour),
                TimeSlot => Value.OfNumber(local.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)local.DayOfWeek),
                _ => Value.Missing,
            };
        }

        foreach (var goal in policy.Goals.Where(g => g.ProgressSlot >= 0))
        {
            _frame.Slots[goal.ProgressSlot] = goal.Progress.Evaluate(_frame);
        }
    }

    private static Value Aggregate(AggregateDefinition aggregate, in MarketMoment moment) => aggregate switch
    {
        { Function: not (AggregateFunction.Count or AggregateFunction.Sum or AggregateFunction.Distinct) } => Value.Missing,
        { EventType: "page_view", Where: { } where } when where.Contains("/cancel", StringComparison.Ordinal) => Value.OfNumber(moment.CancelViews),
        { EventType: "purchase", Where: null } => Value.OfNumber(moment.JustBought ? 1 : 0),
        { EventType: "complaint" } => Value.OfNumber(moment.Upset ? 1 : 0),
        _ => Value.OfNumber(0),
    };
}
