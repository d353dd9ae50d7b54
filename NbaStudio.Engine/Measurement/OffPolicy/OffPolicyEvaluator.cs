namespace NbaStudio.Engine.Measurement.OffPolicy;

/// <summary>Estimates what a policy would have earned from the log of another. Thread safe.</summary>
/// <remarks>Sources: D. Horvitz, D. Thompson 1952; A. Swaminathan, T. Joachims, The self-normalized estimator, NIPS 2015; M. Dudik, J. Langford, L. Li, Doubly robust policy evaluation, ICML 2011; Y.-X. Wang, A. Agarwal, M. Dudik, Optimal and adaptive off-policy evaluation, ICML 2017.</remarks>
public static class OffPolicyEvaluator
{
    /// <summary>Estimates, or says why there is nothing to say.</summary>
    /// <param name="limit">Weight at which clipped IPS and switched DR stop; null leaves both out.</param>
    /// <exception cref="ArgumentException">A probability lies outside its range.</exception>
    public static Estimate<OffPolicyResult> Of(LoggedChoices log, double? limit = null)
    {
        if (OffPolicyGate.OfLog(log) is { } refusal)
        {
            return refusal;
        }

        var summary = WeightSummary.Of(log);
        return OffPolicyGate.OfWeights(summary, log.Count) is { } uncovered ? uncovered : Measure(log, summary, limit);
    }

    private static OffPolicyResult Measure(LoggedChoices log, WeightSummary summary, double? limit)
    {
        var (n, rewards) = (log.Count, log.Rewards);
        double[] weights = [.. log.PolicyProbabilities.Select((p, i) => p / log.Probabilities[i])];
        var (logged, loggedInfluence) = Mean(log, i => rewards[i]);
        var (ips, _) = Mean(log, i => weights[i] * rewards[i]);
        var (snips, snipsInfluence) = Normalised(log, weights, i => rewards[i], 0, null);
        var clipped = limit is { } cut ? Mean(log, i => Math.Min(weights[i], cut) * rewards[i]).Estimate : null;
        var replay = Replay(log, weights);
        var distribution = PolicyDistribution.Of(log);
        if (!distribution.IsKnown)
        {
            return new(logged, summary, replay, ips, snips, null, null, null, clipped, null, Gain(log, snips, snipsInfluence, logged, loggedInfluence), distribution.Refusal);
        }

        var model = new RewardModel(log);
        var predicted = new double[n];
        var (ofCells, ofActions) = (new Dictionary<(int, int), double>(), new double[log.ActionCount]);
        for (var i = 0; i < n; i++)
        {
            var all = distribution.Value.On(i);
            for (var action = 0; action < all.Length; action++)
            {
                if (all[action] > 0)
                {
                    predicted[i] += all[action] * model.Of(log.Contexts[i], action);
                    if (model.HasCell(log.Contexts[i], action))
                    {
                        ofCells[(log.Contexts[i], action)] = ofCells.GetValueOrDefault((log.Contexts[i], action)) + all[action];
                    }
                    else
                    {
                        ofActions[action] += all[action];
                    }
                }
            }
        }

        double Residual(int i) => rewards[i] - model.Of(log.Contexts[i], log.Actions[i]);
        var mean = predicted.Sum() / n;

        // The model's own error: what a row taught it counts with what the policy does where that was used.
        var direct = new double[n];
        for (var i = 0; i < n; i++)
        {
            var (context, action) = (log.Contexts[i], log.Actions[i]);
            direct[i] = predicted[i] - mean + (ofActions[action] / (model.Rows(action) + 1) * (rewards[i] - model.Of(action)))
                + (model.HasCell(context, action) ? ofCells.GetValueOrDefault((context, action)) / (model.Rows(context, action) + 1) * Residual(i) : 0);
        }

        var (dr, drInfluence) = Mean(log, i => predicted[i] + (weights[i] * Residual(i)));
        var (sndr, _) = Normalised(log, weights, Residual, mean, predicted);
        var switched = limit is { } most ? Mean(log, i => predicted[i] + (weights[i] <= most ? weights[i] * Residual(i) : 0)).Estimate : null;
        return new(
            logged, summary, replay, ips, snips, OffPolicyEstimate.Of(mean, direct, log.Clusters), dr, sndr, clipped, switched, Gain(log, dr, drInfluence, logged, loggedInfluence), null);
    }

    private static (OffPolicyEstimate Estimate, double[] Influence) Mean(LoggedChoices log, Func<int, double> value)
    {
        var values = new double[log.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(i);
        }

        var mean = values.Sum() / values.Length;
        double[] influence = [.. values.Select(v => v - mean)];
        return (OffPolicyEstimate.Of(mean, influence, log.Clusters), influence);
    }

    // base + sum of weight x value / sum of weights, where silence is a match that earns 0; the error by the delta method.
    private static (OffPolicyEstimate Estimate, double[] Influence) Normalised(LoggedChoices log, double[] weights, Func<int, double> value, double start, double[]? predicted)
    {
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * value(i);
            total += weights[i] + log.SilenceOn(i);
        }

        var (ratio, each) = (sum / total, total / weights.Length);
        var influence = new double[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            influence[i] = (((weights[i] * (value(i) - ratio)) - (log.SilenceOn(i) * ratio)) / each) + (predicted is null ? 0 : predicted[i] - start);
        }

        return (OffPolicyEstimate.Of(start + ratio, influence, log.Clusters), influence);
    }

    // Li, Chu, Langford, Wang 2011: unbiased where every action was equally likely and the policy is sure.
    private static OffPolicyEstimate? Replay(LoggedChoices log, double[] weights)
    {
        var even = log.Probabilities.Max() - log.Probabilities.Min() < 1e-9;
        return even && log.PolicyProbabilities.All(p => p is 0 or 1) ? Normalised(log, weights, i => log.Rewards[i], 0, null).Estimate : null;
    }

    private static OffPolicyEstimate Gain(LoggedChoices log, OffPolicyEstimate best, double[] influence, OffPolicyEstimate logged, double[] ofLogged) =>
        OffPolicyEstimate.Of(best.Value - logged.Value, [.. influence.Select((x, i) => x - ofLogged[i])], log.Clusters);
}
