namespace NbaStudio.Live;

/// <summary>Counters of one second, one minute or one day. Not thread safe: the feed's lock guards it.</summary>
internal sealed class FeedBucket
{
    // Ids come from the policy and are few; the limit keeps a caller's mistake from growing memory without end.
    private const int MostKeys = 256;

    public long Stamp { get; private set; } = -1;
    public long Decisions { get; private set; }
    public long Silent { get; private set; }
    public long Accepted { get; private set; }
    public decimal Value { get; private set; }
    public long Events { get; private set; }
    public long Candidates { get; private set; }
    public long Chosen { get; private set; }
    public LatencyHistogram Latency { get; } = new();
    public Dictionary<string, Tally> Objectives { get; } = [];
    public Dictionary<string, Tally> Channels { get; } = [];
    public Dictionary<(FunnelStage Stage, string Reason), long> Drops { get; } = [];

    public sealed class Tally
    {
        public long Decisions { get; set; }
        public long Chosen { get; set; }
        public long Accepted { get; set; }
        public LatencyHistogram? Latency { get; set; }
    }

    public void Restart(long stamp)
    {
        Stamp = stamp;
        (Decisions, Silent, Accepted, Value, Events, Candidates, Chosen) = (0, 0, 0, 0, 0, 0, 0);
        Latency.Clear();
        Objectives.Clear();
        Channels.Clear();
        Drops.Clear();
    }

    public void Add(LiveDecision decision)
    {
        Decisions++;
        Candidates += decision.Candidates;
        Chosen += decision.Chosen;
        Latency.Add(decision.Latency);
        var channel = Of(Channels, decision.Channel.Id);
        channel.Decisions++;
        (channel.Latency ??= new LatencyHistogram()).Add(decision.Latency);
        if (decision.Choice is { } choice)
        {
            channel.Chosen++;
            var objective = Of(Objectives, choice.Objective.Id);
            objective.Decisions++;
            objective.Chosen++;
        }
        else
        {
            Silent++;
        }

        foreach (var drop in decision.Drops)
        {
            AddDrop((drop.Stage, drop.Reason), drop.Count);
        }
    }

    public void AddEvents(int count) => Events += count;

    public void AddAccepted(string? objective, string? channel, decimal? amount)
    {
        Accepted++;
        Value += amount ?? 0;
        if (objective is not null)
        {
            Of(Objectives, objective).Accepted++;
        }

        if (channel is not null)
        {
            Of(Channels, channel).Accepted++;
        }
    }

    public void AddTo(FeedBucket target)
    {
        target.Decisions += Decisions;
        target.Silent += Silent;
        target.Accepted += Accepted;
        target.Value += Value;
        target.Events += Events;
        target.Candidates += Candidates;
        target.Chosen += Chosen;
        Latency.AddTo(target.Latency);
        Merge(Objectives, target.Objectives);
        Merge(Channels, target.Channels);
        foreach (var (key, count) in Drops)
        {
            target.AddDrop(key, count);
        }
    }

    private void AddDrop((FunnelStage Stage, string Reason) key, long count)
    {
        if (Drops.Count >= MostKeys && !Drops.ContainsKey(key))
        {
            key = (key.Stage, "other");
        }

        Drops[key] = Drops.GetValueOrDefault(key) + count;
    }

    private static void Merge(Dictionary<string, Tally> source, Dictionary<string, Tally> target)
    {
        foreach (var (id, tally) in source)
        {
            var sum = Of(target, id);
            sum.Decisions += tally.Decisions;
            sum.Chosen += tally.Chosen;
            sum.Accepted += tally.Accepted;
            if (tally.Latency is { } latency)
            {
                latency.AddTo(sum.Latency ??= new LatencyHistogram());
            }
        }
    }

    private static Tally Of(Dictionary<string, Tally> tallies, string id)
    {
        var key = tallies.Count >= MostKeys && !tallies.ContainsKey(id) ? "" : id;
        if (!tallies.TryGetValue(key, out var tally))
        {
            tallies[key] = tally = new Tally();
        }

        return tally;
    }
}
