namespace NbaStudio.Engine.Simulation;

/// <summary>The true probability that a customer accepts an action. The market draws its responses from it; an oracle may rank by it. Thread safe.</summary>
public sealed class MarketTruth
{
    private static readonly TimeSpan JapanTime = TimeSpan.FromHours(9);

    private readonly MarketParameters _parameters;
    private readonly ulong _seed;
    private volatile Dictionary<string, (ActionTruth Truth, int Index, int Group)> _actions = new(StringComparer.Ordinal);

    /// <param name="seed">Seed of the unseen tastes.</param>
    public MarketTruth(MarketParameters parameters, ulong seed)
    {
        _parameters = parameters;
        _seed = seed;
        var groups = parameters.Actions.Select(a => a.Group).Distinct().ToList();
        foreach (var (index, action) in parameters.Actions.Index())
        {
            _actions.Add(action.Action, (action, index, groups.IndexOf(action.Group)));
        }
    }

    public MarketParameters Parameters => _parameters;

    public bool Knows(string action) => _actions.ContainsKey(action);

    /// <summary>Whether the action sells something, so that accepting it is a purchase.</summary>
    public bool Sells(string action) => _actions.TryGetValue(action, out var known) && _parameters.Selling.Contains(known.Truth.Group);

    /// <summary>Chance of acceptance of one delivery, within the limits of the parameters; 0 for an action the market does not know.</summary>
    /// <remarks>logit p = logit base + traits + interactions + channel + look + intent + mood + unseen taste.</remarks>
    public double Probability(MarketCustomer customer, string action, string treatment, in MarketMoment moment)
    {
        if (!_actions.TryGetValue(action, out var known))
        {
            return 0;
        }

        var truth = known.Truth;
        var score = Math.Log(truth.Base / (1 - truth.Base));
        foreach (var effect in truth.Effects)
        {
            score += effect.Weight * customer.Trait(effect.Trait, moment.Time);
        }

        foreach (var pair in truth.Interactions)
        {
            score += pair.Weight * customer.Trait(pair.First, moment.Time) * customer.Trait(pair.Second, moment.Time);
        }

        score += Moment(customer, truth, treatment, moment);
        score += _parameters.GroupTaste * MarketRandom.NormalOf(_seed, customer.Index, 1, known.Group);
        score += _parameters.ActionTaste * MarketRandom.NormalOf(_seed, customer.Index, 2, known.Index);
        score += _parameters.TreatmentQuality * MarketRandom.NormalOf(_seed, Code(treatment), 3, 0);
        return Math.Clamp(1 / (1 + Math.Exp(-score)), _parameters.Limits.Low, _parameters.Limits.High);
    }

    /// <summary>From now on half of the actions, drawn by the seed, are liked by the opposite customers: the signs of their effects turn. How often they are accepted stays about the same.</summary>
    public void TurnTastes()
    {
        var turned = new Dictionary<string, (ActionTruth Truth, int Index, int Group)>(StringComparer.Ordinal);
        foreach (var (action, known) in _actions)
        {
            var turns = MarketRandom.NormalOf(_seed, known.Index, 4, 0) > 0;
            var truth = turns ? known.Truth with { Effects = [.. known.Truth.Effects.Select(e => e with { Weight = -e.Weight })] } : known.Truth;
            turned.Add(action, known with { Truth = truth });
        }

        _actions = turned;
    }

    /// <summary>Mean of true probability x value over customers and moments: what the best fixed ranking orders actions by.</summary>
    /// <param name="value">The action's value for a customer; null leaves the customer out (not eligible, no value).</param>
    public double MeanPropensityTimesValue(
        string action, string treatment, IEnumerable<(MarketCustomer Customer, MarketMoment Moment)> sample, Func<MarketCustomer, double?> value)
    {
        var sum = 0.0;
        var count = 0;
        foreach (var (customer, moment) in sample)
        {
            if (value(customer) is { } worth)
            {
                sum += worth * Probability(customer, action, treatment, moment);
                count++;
            }
        }

        return count == 0 ? 0 : sum / count;
    }

    private double Moment(MarketCustomer customer, ActionTruth truth, string treatment, in MarketMoment moment)
    {
        var score = 0.0;
        if (_parameters.Channels.TryGetValue(moment.Channel, out var channel))
        {
            score += channel.Level + channel.Age * customer.Trait(MarketTrait.Age, moment.Time);
        }

        foreach (var look in _parameters.Looks)
        {
            score += treatment.EndsWith(look.Key, StringComparison.Ordinal) ? look.Value : 0;
        }

        // Two views of the cancel page are an intent, whatever the page is now.
        var intent = moment.CancelViews >= 2 ? "cancellation" : moment.Intent;
        score += _parameters.Intents.GetValueOrDefault((intent, truth.Group)) + _parameters.Intents.GetValueOrDefault((intent, truth.Action));
        if (moment.Upset && _parameters.Selling.Contains(truth.Group))
        {
            score += _parameters.UpsetSale;
        }

        if (moment.JustBought && truth.Group == "thank-you")
        {
            score += _parameters.ThanksAfterPurchase;
        }

        var hour = moment.Time.ToOffset(JapanTime).Hour;
        return score + (hour is >= 19 and <= 22 ? 0.15 : hour == 12 ? 0.1 : hour <= 5 ? -0.2 : 0);
    }

    private static int Code(string text)
    {
        var hash = 2166136261u; // FNV-1a, the same in every process
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)hash;
    }
}
