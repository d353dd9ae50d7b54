using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Serving;

namespace NbaStudio.Engine.WhatIf;

/// <summary>What a policy would choose for people of whom only a row of a table is known: no history, every consent given, reachable, budgets untouched, nothing learned yet. Not thread safe.</summary>
/// <remarks>Chances are those of a treated decision's first slot, exploration included; hold-outs and the random check are left out, because they measure the policy and are no part of what it wants.</remarks>
public sealed class RowChoices
{
    private readonly PolicySnapshot _policy;
    private readonly ServingPolicy _serving;
    private readonly ModelView _models;
    private readonly DecisionContext _context;
    private readonly EvaluationFrame _frame;
    private readonly DecisionInputs _inputs;

    /// <param name="channel">Id of the channel that asks.</param>
    /// <param name="placement">One of its placements; empty = all that the channel has.</param>
    /// <exception cref="ArgumentException">The policy has no such channel or placement.</exception>
    public RowChoices(PolicySnapshot policy, string channel, string placement)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var index = policy.ChannelIndexOf(channel);
        if (index < 0)
        {
            throw new ArgumentException($"There is no channel '{channel}' in the policy; it has {string.Join(", ", policy.Channels.Select(c => c.Id))}.", nameof(channel));
        }

        var asked = policy.Channels[index];
        if (placement.Length > 0 && asked.PlacementIndex(placement) < 0)
        {
            throw new ArgumentException($"The channel {channel} has no placement '{placement}'; it has {(asked.Placements.Count == 0 ? "none" : string.Join(", ", asked.Placements.Select(p => p.Name)))}.", nameof(placement));
        }

        _policy = policy;
        _serving = new ServingPolicy(policy, UnknownAttributes.Reject);
        _models = new ModelView(PropensityModels.Empty, policy);
        _context = new DecisionContext(policy);
        _frame = new EvaluationFrame(policy.Layout.Count) { Zone = policy.Zone };
        _inputs = new DecisionInputs { Revision = policy.Revision, Zone = policy.Zone.Id, Language = policy.DefaultLanguage, Layout = policy.Layout, Values = _frame.Slots };
        _inputs.Slots.Add(new SlotRequest([asked.Key], placement, 0));
        _inputs.Consents.AddRange(policy.Program.Consents.Select(c => c.Purpose).Distinct(StringComparer.OrdinalIgnoreCase).Select(purpose => new ConsentFact("*", purpose, true, 0)));
        _inputs.Budgets.AddRange(policy.Budgets.Select(b => new BudgetFact(b.Key, double.PositiveInfinity, 0)));
    }

    /// <summary>Turns cells into values of declared attributes.</summary>
    public ProfileSchema Profile => _serving.Profile;

    /// <summary>What the policy reads: attributes and context can come from a row, the rest is what nobody has yet.</summary>
    public IReadOnlyList<SlotDefinition> Inputs => _policy.Layout.Slots;

    /// <summary>Decides for one row.</summary>
    /// <param name="row">Number of the row, from 1: seed of what is drawn.</param>
    /// <param name="attributes">By name.</param>
    /// <param name="context">By name.</param>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    /// <param name="chances">Cleared, then what may be chosen: id of the action and its chance above 0.</param>
    /// <returns>The chance of silence, in [0, 1]: 1 less the sum of <paramref name="chances"/>.</returns>
    public double Decide(long row, IReadOnlyDictionary<string, Value> attributes, IReadOnlyDictionary<string, Value> context, long now, IDictionary<string, double> chances)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(chances);
        chances.Clear();
        var customer = new CustomerState(row);
        foreach (var (name, value) in attributes)
        {
            customer.Profile.Set(name, value);
        }

        customer.Aggregates.Bind(_serving.Aggregates);
        _serving.Filler.Fill(_frame, customer, new SlotSources(context), now);
        ScoreValues.Fill(_policy, _frame);
        GoalValues.Fill(_policy, _frame);
        _inputs.Id = new DecisionId(row, 1);
        _inputs.Now = now;
        _inputs.Seed = StableHash.Of(row, 1);

        var (result, said) = (DecisionPipeline.Run(_context, _inputs, _models), 0.0);
        foreach (var candidate in result.Ranked)
        {
            if (candidate.Probability > 0)
            {
                var action = _policy.Actions[_policy.Treatments[candidate.Treatment].Action].Id;
                chances[action] = Math.Min(1, (chances.TryGetValue(action, out var other) ? other : 0) + candidate.Probability);
                said += candidate.Probability;
            }
        }

        return Math.Max(0, 1 - said);
    }
}
