using NbaStudio.Benchmarks.Market;
using NbaStudio.Demo;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Simulation;
using NbaStudio.Engine.WhatIf;

namespace NbaStudio.Benchmarks.WhatIf;

/// <summary>Decisions of simulated customers under the demo's policy, answered by the market's hidden truth: what the data check claims can be compared with what is true of the very same situations.</summary>
/// <remarks>
/// One decision after another for the home banner of the app, each from its customer's profile alone: no caps are used up, so that situations do not depend on what was chosen. The models know
/// starting propensities only: the check has to be right where they are wrong. Customers are more willing than the demo's (log odds raised by <see cref="Willing"/>), so that a few thousand decisions
/// hold enough successes to say anything.
/// </remarks>
public sealed class WhatIfMarket
{
    private const double Willing = 5;
    private const int PerCustomer = 5;
    private static readonly DateTimeOffset Start = new(2026, 11, 16, 21, 0, 0, TimeSpan.Zero);
    private static readonly string[] Intents = ["none", "none", "none", "none", "none", "upgrade", "device", "billing", "travel", "points", "family"];

    private readonly MarketTruth _truth;
    private readonly List<(MarketCustomer Customer, MarketMoment Moment)> _situations = [];
    private readonly PolicySnapshot _policy;

    /// <param name="exploration">Share of priority that exploring may cost, in [0, 1].</param>
    public WhatIfMarket(ulong seed, int decisions, double exploration)
    {
        var market = MarketParameters.Kawasemi;
        _truth = new MarketTruth(market with { Channels = market.Channels.ToDictionary(c => c.Key, c => (c.Value.Level + Willing, c.Value.Age)) }, seed);
        Document = Today(exploration);
        _policy = Compile(Document);
        Sample = Read(seed, decisions);
    }

    /// <summary>The policy that decided.</summary>
    public PolicyDocument Document { get; }

    public WhatIfSample Sample { get; }

    /// <summary>A policy beside the one that decided, with the keys of that.</summary>
    public static PolicySnapshot Compile(PolicyDocument document) =>
        PolicyCompiler.Compile(document, 1, Start) is { Snapshot: { } snapshot } ? snapshot : throw new InvalidOperationException("The policy was refused.");

    /// <summary>The true difference in money per decision on the decisions that the check looks at.</summary>
    public double TrueDifference(PolicySnapshot scenario)
    {
        var (context, choice, sum, count) = (new DecisionContext(scenario), new Choice(), 0.0, 0);
        var models = Sample.Models.For(scenario);
        for (var i = 0; i < Sample.Decisions; i++)
        {
            var decision = Sample.Recorded[i];
            DecisionPipeline.Decide(context, Redecide.Translate(decision.Inputs, scenario, []), new KeptPropensities(decision.Scores, scenario, models));
            choice.Fill(context);
            if (decision.Logged is not null && choice.First >= 0 && choice.First == decision.Today.First)
            {
                sum += Worth(choice, i) - Worth(decision.Today, i);
                count++;
            }
        }

        return sum / count;
    }

    private double Worth(Choice choice, int row)
    {
        var sum = 0.0;
        foreach (ref readonly var option in choice.Odds)
        {
            sum += option.Probability * Chance(option.Key, row) * option.Value;
        }

        return sum;
    }

    private double Chance(int treatmentKey, int row)
    {
        var treatment = _policy.Treatments[_policy.TreatmentIndexOfKey(treatmentKey)];
        return _truth.Probability(_situations[row].Customer, _policy.Actions[treatment.Action].Id, treatment.Id, _situations[row].Moment);
    }

    private WhatIfSample Read(ulong seed, int decisions)
    {
        var random = new MarketRandom(seed);
        var customers = DemoCustomers.Population(new DemoSettings { Seed = seed, Customers = Math.Max(1, decisions / PerCustomer) }, Start);
        var serving = new ServingPolicy(_policy, UnknownAttributes.AcceptAsText);
        var models = new ModelView(PropensityModels.Empty, _policy);
        var (context, choice, frame) = (new DecisionContext(_policy), new Choice(), new EvaluationFrame(_policy.Layout.Count) { Zone = _policy.Zone });
        var recorded = new List<RecordedDecision>();
        foreach (var (customer, person) in customers.Zip(DemoCustomers.Create(customers, seed, Start)))
        {
            var state = new CustomerState(customer.Index + 1);
            foreach (var (name, value) in person.Patch.Attributes)
            {
                state.Profile.Set(name, value);
            }

            state.Aggregates.Bind(serving.Aggregates);
            for (var n = 1; n <= PerCustomer && recorded.Count < decisions; n++)
            {
                var moment = new MarketMoment("app", random.Pick(Intents), 0, false, false, Start.AddMinutes(random.Below(100_000)));
                _situations.Add((customer, moment));
                var inputs = InputsOf(serving, frame, state, new DecisionId(state.Key, n), moment);
                var record = new DecisionRecord(inputs, DecisionPipeline.Run(context, inputs, models), default, _policy);
                var row = recorded.Count;
                recorded.Add(RecordedDecision.Of(record, models, context, choice, (_, _, treatment, _) => random.Chance(Chance(treatment, row)) ? ValueOf(record, treatment) : 0, long.MaxValue, customer.Index, true));
            }
        }

        return new WhatIfSample(_policy, models, new WhatIfRange(0, 1, WhatIfRange.Limit), long.MaxValue, recorded);
    }

    private static double ValueOf(DecisionRecord record, int treatment) => record.Result.Ranked.First(c => c.TreatmentKey == treatment).Value;

    private DecisionInputs InputsOf(ServingPolicy serving, EvaluationFrame frame, CustomerState state, DecisionId id, MarketMoment moment)
    {
        var now = moment.Time.ToUnixTimeMilliseconds();
        serving.Filler.Fill(frame, state, new SlotSources(new Dictionary<string, Value> { ["page"] = Value.OfText("/"), ["intent"] = Value.OfText(moment.Intent) }), now);
        GoalValues.Fill(_policy, frame);
        var inputs = new DecisionInputs
        {
            Id = id, Now = now, Revision = 1, Seed = StableHash.Of(id.Customer, id.Number), Arm = Arms.Of(_policy, id), Zone = "Asia/Tokyo", Simulated = true, Layout = _policy.Layout,
            Values = [.. frame.Slots],
        };
        inputs.Slots.Add(new SlotRequest([_policy.Channels[_policy.ChannelIndexOf("app")].Key], "hero", 0));
        inputs.Budgets.AddRange(_policy.Budgets.Select(b => new BudgetFact(b.Key, double.PositiveInfinity, 0)));
        return inputs;
    }

    private static PolicyDocument Today(double exploration)
    {
        // Compiled once, so that every item has its key and scenarios have the same.
        var policy = MarketTrial.Policy(MarketContender.Hub);
        return Compile(policy with { Channels = [.. policy.Channels.Select(c => c with { ExplorationBudget = exploration })] }).Document;
    }
}
