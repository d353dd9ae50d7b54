using System.Collections.Concurrent;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Simulation;

/// <summary>Lets simulated customers live against a hub: they browse, use, buy, complain, leave, and answer what they are offered by the hidden truth.</summary>
/// <remarks>The same seed, customers and hub replies give the same run. One step at a time: <see cref="StepAsync"/> is not reentrant; <see cref="React"/> may be called from any thread.</remarks>
public sealed class MarketDriver
{
    private readonly MarketDriverOptions _options;
    private readonly MarketRandom _random;
    private readonly MarketBehavior _behavior;
    private readonly MarketSchedule _schedule = new();
    private readonly MarketSender _sender;
    private readonly MarketLife _life;
    private readonly MarketAnswers _answers;
    private readonly Dictionary<string, MarketClient> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<MarketDelivery> _deliveries = new();
    private readonly RecentSet _answered = new(50_000);

    /// <exception cref="ArgumentOutOfRangeException">The intensity is not above 0.</exception>
    public MarketDriver(IReadOnlyList<MarketCustomer> customers, MarketTruth truth, MarketDriverOptions options)
    {
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Intensity);
        _options = options;
        Truth = truth;
        _random = new MarketRandom(options.Seed);
        _behavior = new MarketBehavior(truth.Parameters, _random, options.Intensity);
        _sender = new MarketSender(options.RunId ?? $"m{options.Start.ToUnixTimeSeconds():x}");
        _life = new MarketLife(truth.Parameters, _random, _behavior, _sender, _schedule);
        _answers = new MarketAnswers(truth, _random, _sender);
        foreach (var customer in customers)
        {
            var client = new MarketClient(customer);
            _clients.Add(customer.Id, client);
            _schedule.Add(_behavior.NextVisit(customer, options.Start), new VisitStep(client));
            _schedule.Add(options.Start.AddDays(_random.Uniform() / options.Intensity), new DayStep(client));
        }
    }

    public MarketTruth Truth { get; }

    /// <summary>Time of the next step, by the hub's clock.</summary>
    public DateTimeOffset NextDue => _schedule.NextDue;

    /// <summary>Decisions asked for or triggered so far, without those answered from a record.</summary>
    public long Decisions { get; private set; }

    /// <summary>Of <see cref="Decisions"/>, those that said nothing.</summary>
    public long Silences { get; private set; }

    public long Accepted => _answers.Accepted;

    /// <summary>What the hub refused to take.</summary>
    public long Refused => _sender.Refused;

    /// <summary>Runs every step that is due at or before the given time, in order.</summary>
    /// <returns>How many steps ran.</returns>
    public async Task<int> StepAsync(IDecisionHub hub, DateTimeOffset until, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var steps = 0;
        while (true)
        {
            // Deliveries that came in meanwhile take their place in the order of time.
            while (_deliveries.TryDequeue(out var delivery))
            {
                PlanAnswer(delivery);
            }

            if (!_schedule.TryTake(until, out var step, out var time))
            {
                return steps;
            }

            cancellation.ThrowIfCancellationRequested();
            _options.OnTime?.Invoke(time);
            steps++;
            await RunAsync(hub, step, time, cancellation);
        }
    }

    /// <summary>Moves everything that is planned into the future, after a pause.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time span is negative.</exception>
    public void Postpone(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        _schedule.Postpone(by);
    }

    /// <summary>Tells the market that something reached a customer. Other customers than its own are ignored, and so is the same delivery twice. Thread safe.</summary>
    public void React(MarketDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        _deliveries.Enqueue(delivery);
    }

    /// <summary>True chance that this customer accepts this treatment now; 0 for a customer or an action the market does not know. For an oracle, while a step runs.</summary>
    public double Probability(string customerId, string action, string treatment, string channel, DateTimeOffset time) =>
        _clients.TryGetValue(customerId, out var client) ? Truth.Probability(client.Customer, action, treatment, client.Moment(channel, time)) : 0;

    private Task RunAsync(IDecisionHub hub, MarketStep step, DateTimeOffset time, CancellationToken cancellation) => step switch
    {
        { Client.Churned: true } => Task.CompletedTask,
        VisitStep visit => VisitAsync(hub, visit.Client, time, cancellation),
        PageStep page => PageAsync(hub, page, time, cancellation),
        DayStep day => TriggeredAsync(hub, _life.DayAsync(hub, day.Client, time, cancellation), time, cancellation),
        IncidentStep { Kind: "call" } call => CallAsync(hub, call.Client, time, cancellation),
        IncidentStep incident => TriggeredAsync(hub, _life.IncidentAsync(hub, incident.Client, incident.Kind, time, cancellation), time, cancellation),
        AnswerStep answer => TriggeredAsync(hub, _answers.AnswerAsync(hub, answer, time, cancellation), time, cancellation),
        _ => throw new InvalidOperationException($"No step {step.GetType().Name}."),
    };

    private Task VisitAsync(IDecisionHub hub, MarketClient client, DateTimeOffset time, CancellationToken cancellation)
    {
        _schedule.Add(_behavior.NextVisit(client.Customer, time), new VisitStep(client));
        return PageAsync(hub, new PageStep(client, _behavior.Visit(client.Customer, time), 0), time, cancellation);
    }

    private async Task PageAsync(IDecisionHub hub, PageStep step, DateTimeOffset time, CancellationToken cancellation)
    {
        var (client, visit, index) = step;
        var page = visit.Pages[index];
        client.Intent = MarketBehavior.IntentOf(page);
        if (page == "/cancel")
        {
            client.ViewedCancelPage(time);
        }

        var view = _sender.Event(client.Customer, "page_view", time, ("page", Value.OfText(page)), ("device", Value.OfText(visit.Channel == "app" ? "phone" : "pc")));
        var events = index == 0 && visit.Channel == "app" ? [_sender.Event(client.Customer, "app_open", time), view] : new[] { view };
        if (MarketCart.LeavesOne(client.Customer, visit, index, time) is { } cart)
        {
            events = [.. events, _sender.Event(client.Customer, "cart_added", time, ("product", Value.OfText("handset")), ("cart_value", Value.OfMoney(cart)))];
        }

        await TriggeredAsync(hub, _sender.SendAsync(hub, cancellation, events), time, cancellation);

        // The first page has a banner; the second has the smaller places.
        if (index <= 1)
        {
            PlacementRequest placement = index == 0 ? new("hero") : visit.Channel == "app" ? new("inbox", 2) : new("tile", 2);
            await AskAsync(hub, client, visit.Channel, placement, page, time, cancellation);
        }

        if (index + 1 < visit.Pages.Count)
        {
            _schedule.Add(time + _behavior.Dwell(visit.Leaving), step with { Page = index + 1 });
        }
    }

    private async Task CallAsync(IDecisionHub hub, MarketClient client, DateTimeOffset time, CancellationToken cancellation)
    {
        client.Intent = _random.Pick(["billing", "support", "upgrade", "device", "cancellation"]);
        await AskAsync(hub, client, "agent", new("desk"), "/call", time, cancellation);
        var call = _sender.Event(
            client.Customer, "call_ended", time, ("intent", Value.OfText(client.Intent)), ("minutes", Value.OfNumber(_random.Below(15) + 1)),
            ("mood", Value.OfText(client.Customer.Satisfaction >= 7 ? "positive" : client.Customer.Satisfaction >= 4 ? "neutral" : "negative")));
        await TriggeredAsync(hub, _sender.SendAsync(hub, cancellation, call), time, cancellation);
    }

    private async Task AskAsync(
        IDecisionHub hub, MarketClient client, string channel, PlacementRequest placement, string page, DateTimeOffset time, CancellationToken cancellation)
    {
        var context = new Dictionary<string, Value> { ["page"] = Value.OfText(page), ["intent"] = Value.OfText(client.Intent) };
        var reply = await hub.DecideAsync(new DecisionRequest(null, client.Customer.Id, channel, [placement], context, true), cancellation);
        if (reply.FromRecord)
        {
            return;
        }

        Observe(client, reply, time);
        List<OutcomeInput> seen = [];
        foreach (var chosen in reply.Actions)
        {
            if (chosen == reply.Actions[0] || _random.Chance(Truth.Parameters.SeenBelow))
            {
                var delivery = MarketDelivery.Of(reply, chosen, time);
                seen.Add(_sender.Outcome(delivery, ContactKind.Impression, time));
                PlanAnswer(delivery);
            }
        }

        await _sender.SendAsync(hub, cancellation, seen);
    }

    private async Task TriggeredAsync(IDecisionHub hub, Task<IReadOnlyList<DecisionReply>> work, DateTimeOffset time, CancellationToken cancellation)
    {
        foreach (var reply in await work)
        {
            if (reply.FromRecord || !_clients.TryGetValue(reply.CustomerId, out var client))
            {
                continue;
            }

            Observe(client, reply, time);
            if (_options.DeliverTriggered)
            {
                List<MarketDelivery> deliveries = [.. reply.Actions.Select(a => MarketDelivery.Of(reply, a, time))];
                await _sender.SendAsync(hub, cancellation, [.. deliveries.Select(d => _sender.Outcome(d, ContactKind.Delivered, time))]);
                deliveries.ForEach(PlanAnswer);
            }
        }
    }

    private void Observe(MarketClient client, DecisionReply reply, DateTimeOffset time)
    {
        Decisions++;
        Silences += reply.Actions.Count == 0 ? 1 : 0;
        _options.Observer?.OnDecision(
            reply, [.. reply.Actions.Select(a => Truth.Probability(client.Customer, a.Action, a.Treatment, client.Moment(a.Channel, time)))]);
    }

    // Chance is drawn when the offer arrives; the answer comes later.
    private void PlanAnswer(MarketDelivery delivery)
    {
        if (!_clients.TryGetValue(delivery.CustomerId, out var client) || client.Churned || !_answered.Add($"{delivery.DecisionId}/{delivery.Action}"))
        {
            return;
        }

        var p = Truth.Probability(client.Customer, delivery.Action, delivery.Treatment, client.Moment(delivery.Channel, delivery.Time));
        _schedule.Add(delivery.Time + _behavior.Delay(delivery.Channel), new AnswerStep(client, delivery, _random.Chance(p)));
    }
}
