using System.Diagnostics;
using System.Security.Cryptography;
using NbaStudio.Demo;
using NbaStudio.Demo.Policy;
using NbaStudio.Engine;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Simulation;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Benchmarks.Market;

/// <summary>One run of the demo's market against the whole engine in memory, under a clock that the market moves. The same settings give the same numbers.</summary>
/// <remarks>One lane group and one caller at a time; what is due is served before each step; models change at whole simulated minutes only.</remarks>
internal sealed class MarketTrial
{
    private const double ReferenceValue = 20_000;
    private static readonly DateTimeOffset Start = new(2026, 11, 16, 21, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LearningStep = TimeSpan.FromMinutes(1);

    private readonly MarketContender _contender;
    private readonly MarketClock _clock = new(Start);
    private readonly MarketGapMeter _meter = new();
    private readonly IReadOnlyList<MarketCustomer> _customers;
    private readonly MarketTruth _truth;
    private readonly Dictionary<long, string> _ids = [];
    private readonly NbaEngine _engine;
    private readonly TrialHub _hub;
    private readonly MarketDriver _market;
    private readonly ulong _seed;
    private readonly List<int> _alarms = [];
    private SameSituation? _situations;
    private ModelView? _models;
    private FixedRankingView? _ranking;
    private DateTimeOffset _nextLearning = Start;

    private MarketTrial(MarketContender contender, ulong seed, double visitsPerDay)
    {
        (_contender, _seed) = (contender, seed);
        _customers = DemoCustomers.Population(new DemoSettings { Seed = seed }, Start);
        _truth = new MarketTruth(MarketParameters.Kawasemi with { VisitsPerDay = visitsPerDay }, seed);
        _engine = new NbaEngine(
            new InMemoryHubStore(),
            new EngineOptions
            {
                Runtime = new RuntimeOptions { LaneGroups = 1 },
                Secret = new byte[32],
                ModelInterval = TimeSpan.Zero,
                CheckpointEvery = int.MaxValue,
                Propensities = PropensitiesOf,
            },
            _clock, RandomNumberGenerator.Fill, new EverybodyOnline());
        _hub = new TrialHub(_engine, _clock);
        _engine.Observe(_hub);
        _market = _hub.Market = new MarketDriver(_customers, _truth, new MarketDriverOptions
        {
            Start = Start, Seed = seed, RunId = "trial", OnTime = time => MoveToAsync(time).GetAwaiter().GetResult(), Observer = new Observers(this),
        });
    }

    /// <param name="visitsPerDay">How often an average customer comes: fewer visits leave more time between two offers.</param>
    /// <param name="ranges">First and last decision, counted from 1, of each range to report; the run ends with the last.</param>
    /// <param name="changeAfter">Decisions after which tastes turn (<see cref="MarketTruth.TurnTastes"/>); 0 = never.</param>
    public static async Task<MarketTrialResult> RunAsync(MarketContender contender, ulong seed, double visitsPerDay, int changeAfter, params (int First, int Last)[] ranges)
    {
        var watch = Stopwatch.StartNew();
        var trial = new MarketTrial(contender, seed, visitsPerDay);
        await using (trial._engine)
        {
            await trial.PrepareAsync();
            var last = ranges.Max(r => r.Last);
            var isChanged = changeAfter == 0;
            while (trial._meter.Count < last)
            {
                if (!isChanged && trial._meter.Count >= changeAfter)
                {
                    isChanged = true;
                    trial.TurnTastes();
                }

                await trial._market.StepAsync(trial._hub, trial._clock.GetUtcNow() + LearningStep);
                await trial.MoveToAsync(trial._clock.GetUtcNow() + LearningStep);
            }
        }

        return new(
            contender, seed, [.. ranges.Select(r => trial._meter.Range(r.First, r.Last))], trial._market.Accepted, trial._meter.Range(1, trial._meter.Count).Delivered,
            trial._market.Refused, trial._clock.GetUtcNow() - Start, watch.Elapsed)
        {
            Alarms = contender == MarketContender.Hub ? trial._alarms : [],
            Situations = trial._situations is { } situations ? [.. ranges.Select(r => situations.Range(r.First, r.Last))] : [],
        };
    }

    // The best fixed ranking is best for the tastes that hold: it knows of the change at once.
    private void TurnTastes()
    {
        _truth.TurnTastes();
        _ranking = _ranking is null ? null : Ranking(_engine.Policy!);
        if (_situations is { } situations)
        {
            situations.Ranking = Ranking(_engine.Policy!);
        }
    }

    private async Task PrepareAsync()
    {
        var publication = await _engine.StartAsync(Policy(_contender), 1);
        if (!publication.Succeeded)
        {
            throw new InvalidOperationException($"The demo's policy was refused: {string.Join(" ", publication.Issues.Select(i => i.Message))}");
        }

        // One after another, so that everybody has the same key, and with it the same arms and draws, in every run.
        foreach (var customer in DemoCustomers.Create(_customers, _seed, Start))
        {
            await _engine.UpsertCustomerAsync(customer.Id, customer.Patch);
            _ids.Add(_engine.FindCustomer(customer.Id)!.Value, customer.Id);
        }

        if (_contender is MarketContender.FixedRanking or MarketContender.FixedRankingNeverSilent)
        {
            _ranking = Ranking(publication.Current!);
        }
        else if (_contender == MarketContender.Hub)
        {
            _situations = new SameSituation(
                publication.Current!, Compiled(MarketContender.FixedRanking), Compiled(MarketContender.FixedRankingNeverSilent), Ranking(publication.Current!));
        }

        await LearnAsync();
    }

    private FixedRankingView Ranking(PolicySnapshot policy) => new(MeanWorth.Of(policy, _truth, _customers, Start), ReferenceValue);

    private static PolicySnapshot Compiled(MarketContender contender) => PolicyCompiler.Compile(Policy(contender), 1, Start).Snapshot!;

    internal static PolicyDocument Policy(MarketContender contender)
    {
        // Runs of schedules go on beside the clock that the trial moves: they would make two trials differ.
        var policy = DemoPolicy.Create();
        policy = policy with
        {
            Triggers = [.. policy.Triggers.Where(t => t.Schedule is null)], Objectives = [.. policy.Objectives.Select(WithOneHead)],

            // The hold-out that the committed results were measured with; the demo's are larger, so that its pages have something to say soon.
            HoldOuts = [new() { Id = "universal", Scope = "all", Share = 0.02, Salt = "kawasemi-2026" }],
        };
        var order = new WeightsDocument { C = 0, V = 0, L = 0 };
        var references = new ReferencesDocument { P = 0.02, V = ReferenceValue };
        return contender switch
        {
            MarketContender.FixedRanking => policy with { Arbitration = policy.Arbitration with { Weights = order, References = references } },
            MarketContender.FixedRankingNeverSilent => policy with
            {
                Arbitration = policy.Arbitration with { Weights = order, References = references, SilenceThreshold = 0, MinimumPropensity = 0 },
            },
            _ => policy,
        };
    }

    // What the trial counts is the truth about accepting times the action's value; further heads would add to V what the truth does not know.
    private static ObjectiveDocument WithOneHead(ObjectiveDocument objective) => objective with
    {
        Groups =
        [
            .. objective.Groups.Select(g => g with
            {
                Actions = [.. g.Actions.Select(a => a with { Treatments = [.. a.Treatments.Select(t => t.Heads.Count > 1 ? t with { Heads = [] } : t)] })],
            }),
        ],
    };

    private async Task MoveToAsync(DateTimeOffset time)
    {
        if (time <= _clock.GetUtcNow())
        {
            return;
        }

        foreach (var reply in await _hub.ServeDueAsync(() => _clock.MoveTo(time)))
        {
            new Observers(this).OnDecision(reply, [.. reply.Actions.Select(a => _market.Probability(reply.CustomerId, a.Action, a.Treatment, a.Channel, time))]);
        }

        if (time >= _nextLearning)
        {
            await LearnAsync();
            _nextLearning = time + LearningStep;
        }
    }

    private async Task LearnAsync()
    {
        if (_contender == MarketContender.Hub)
        {
            await _engine.SettleModelsAsync();
            for (var all = await _engine.AskLearnerAsync(l => l.DriftCount); _alarms.Count < all;)
            {
                _alarms.Add(_meter.Count);
            }

            _models = new ModelView(_engine.Models, _engine.Policy!);
        }
    }

    private IPropensityView PropensitiesOf(DecisionInputs inputs, PolicySnapshot policy, ModelView newest)
    {
        if (_contender is MarketContender.FixedRanking or MarketContender.FixedRankingNeverSilent)
        {
            return _ranking!;
        }

        var truth = new TruthView(_market, _ids[inputs.Id.Customer], DateTimeOffset.FromUnixTimeMilliseconds(inputs.Now), policy);
        _situations?.Look(inputs, truth);
        return _contender == MarketContender.Hub ? _models ?? newest : truth;
    }

    private sealed class Observers(MarketTrial trial) : IMarketObserver
    {
        public void OnDecision(DecisionReply reply, IReadOnlyList<double> probabilities)
        {
            trial._meter.OnDecision(reply, probabilities);
            trial._situations?.OnDecision(reply, probabilities);
        }
    }

    // Each simulated customer carries a phone, as in the program.
    private sealed class EverybodyOnline : IPresence
    {
        public bool IsOnline(long customer, string channelId) => true;
    }
}
