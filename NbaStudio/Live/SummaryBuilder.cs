namespace NbaStudio.Live;

/// <summary>Turns counters into what the page shows.</summary>
internal static class SummaryBuilder
{
    private static readonly FunnelStage[] Stages = Enum.GetValues<FunnelStage>();

    public static WindowSummary Build(
        FeedWindow window,
        (long Version, long Second) stamp,
        FeedCounters counters,
        IReadOnlyDictionary<string, LiveChannel> channels,
        IReadOnlyDictionary<string, ChannelHealth> health,
        IReadOnlyDictionary<string, LiveObjective> objectives)
    {
        var (sum, points, covered, pointSeconds) = counters.Read(window);
        return new WindowSummary
        {
            Window = window,
            Stamp = stamp,
            CoveredSeconds = covered,
            Decisions = sum.Decisions,
            Silent = sum.Silent,
            Accepted = sum.Accepted,
            Value = sum.Value,
            Events = sum.Events,
            P50 = sum.Latency.Percentile(0.5),
            P99 = sum.Latency.Percentile(0.99),
            Points = points,
            PointSeconds = pointSeconds,
            Funnel = Funnel(sum),
            Channels = [.. channels.Values.Select(channel => Channel(channel, sum, covered, health.GetValueOrDefault(channel.Id)))],
            Objectives = [.. objectives.Values.Select(objective => Objective(objective, sum))],
        };
    }

    private static List<FunnelStep> Funnel(FeedBucket sum)
    {
        var left = sum.Candidates;
        List<FunnelStep> steps = [new FunnelStep(null, left, 0, null)];
        foreach (var stage in Stages)
        {
            long lost = 0, most = 0;
            string? main = null;
            foreach (var (key, count) in sum.Drops)
            {
                if (key.Stage == stage)
                {
                    lost += count;
                    (main, most) = count > most ? (key.Reason, count) : (main, most);
                }
            }

            left -= lost;
            if (stage != FunnelStage.Reach || lost > 0)
            {
                steps.Add(new FunnelStep(stage, left, lost, main));
            }
        }

        return steps;
    }

    private static ChannelSummary Channel(LiveChannel channel, FeedBucket sum, double covered, ChannelHealth? health)
    {
        var tally = sum.Channels.GetValueOrDefault(channel.Id);
        return new ChannelSummary(
            channel,
            (tally?.Decisions ?? 0) / covered,
            health?.Queue,
            health?.DeliveryP99 ?? tally?.Latency?.Percentile(0.99)?.Total,
            tally is { Chosen: > 0 } ? (double)tally.Accepted / tally.Chosen : null,
            health?.Condition ?? ChannelCondition.Healthy);
    }

    private static ObjectiveSummary Objective(LiveObjective objective, FeedBucket sum)
    {
        var tally = sum.Objectives.GetValueOrDefault(objective.Id);
        return new ObjectiveSummary(
            objective,
            sum.Decisions > 0 ? (double)(tally?.Decisions ?? 0) / sum.Decisions : 0,
            tally is { Chosen: > 0 } ? (double)tally.Accepted / tally.Chosen : null);
    }
}
