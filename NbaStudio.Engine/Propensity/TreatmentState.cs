using NbaStudio.Engine.Propensity.Pooled;

namespace NbaStudio.Engine.Propensity;

/// <summary>Everything that was learned of one treatment. Owned by the learner.</summary>
internal sealed partial class TreatmentState(TreatmentInfo info, int predictors)
{
    public TreatmentInfo Info { get; private set; } = info;

    public BinCounts Counts { get; private set; } = new(predictors, (long)info.HalfLife.TotalMilliseconds);

    public KeptResponses Kept { get; private set; } = new(predictors);

    public CalibrationGate Gate { get; } = new();

    public Champion Champion { get; } = new();

    /// <summary>How the loss went.</summary>
    public LearningCurve Curve { get; } = new();

    /// <summary>Who spoke from when.</summary>
    public SpeakerLog Speakers { get; } = new();

    /// <summary>Watches the predictions of its own counts.</summary>
    public DriftWatch CountsWatch { get; } = new();

    /// <summary>Watches what the pooled model says of it.</summary>
    public DriftWatch PooledWatch { get; } = new();

    /// <summary>When predictions stopped adding up.</summary>
    public DriftLog Drifts { get; } = new();

    /// <summary>Judges the imported model that it takes its propensity from; null for most.</summary>
    public ImportedJudge? Imported { get; private set; } = info.Imported is null ? null : new();

    /// <summary>The predictor that holds the imported model's answer; -1 = none. Set by the learner with each catalogue.</summary>
    public int ImportedPredictor { get; set; } = -1;

    /// <summary>How people cared for it; outlives a reset.</summary>
    public CareLog Care { get; init; } = new();

    /// <summary>Its part in the pooled model; set by the learner with each catalogue.</summary>
    public PooledTreatment Pooled { get; set; } = null!;

    /// <summary>Responses that the pooled model learned since the treatment was new, or since it let go of what it had learned: few of them stay open.</summary>
    public int Fresh { get; set; }

    public long Responses { get; private set; }

    public long Positives { get; private set; }

    /// <summary>What the kept responses stand for: 1 each, a row of a file less.</summary>
    public double KeptResponses { get; private set; }

    /// <summary>What the positive ones among them stand for.</summary>
    public double KeptPositives { get; private set; }

    /// <summary>Which predictors are in use.</summary>
    public bool[] Active { get; set; } = new bool[predictors];

    public IsotonicBlock[] Blocks { get; set; } = [];

    public TreatmentPerformance Performance { get; set; } = TreatmentPerformance.None;

    /// <summary>Whether the model predicted worse than the base rate, beyond chance.</summary>
    public bool LosesToBaseRate { get; set; }

    public int SinceFit { get; set; }

    public bool IsChanged { get; set; } = true;

    /// <summary>Responses since its ranking was measured.</summary>
    public int SinceRanked { get; set; }

    /// <summary>After a tenth more evidence, at the latest when a quarter of the kept responses is new.</summary>
    public bool IsFitDue => SinceFit >= Math.Max(1, Math.Min(Responses / 10, Kept.Count / 4));

    /// <summary>When a quarter of the kept responses is new: people look at it, nothing that is served rests on it, and it takes two sorts.</summary>
    public bool IsRankingDue => SinceRanked >= Kept.Count / 4;

    /// <summary>The counts may not speak: not calibrated, or worse than the base rate beyond chance.</summary>
    public bool AreCountsHeldBack => Gate.IsClosed || LosesToBaseRate;

    public bool ServesModel => Blocks.Length > 1 && !AreCountsHeldBack;

    /// <summary>Who speaks for the treatment.</summary>
    public EvidenceSource Source(bool pooledLeads) => Champion.IsPooled(pooledLeads) ? EvidenceSource.Pooled
        : Responses == 0 ? EvidenceSource.StartingPropensity
        : ServesModel ? EvidenceSource.Model : EvidenceSource.BaseRate;

    public void SetInfo(TreatmentInfo info)
    {
        IsChanged |= info != Info;
        Imported = info.Imported is null ? null : info.Imported == Info.Imported ? Imported : new();
        Info = info;
        Counts.SetHalfLife((long)info.HalfLife.TotalMilliseconds);
    }

    /// <summary>The smoothed rate over the kept responses.</summary>
    public double BaseRate(double prior) => CountModel.Smooth(KeptPositives, KeptResponses, prior);

    /// <param name="pull">In the pooled model; NaN = it is settled there.</param>
    public void Learn(in Response response, ReadOnlySpan<uint> codes, ReadOnlySpan<byte> bins, in Predictions said, float pull, int capacity)
    {
        Counts.Advance(response.Time);
        var sequence = Responses;
        Responses++;
        Gate.Observe(response.Served.Of(ServedBy.Counts, said.Counts), response.IsPositive);
        JudgeImported(response);
        Curve.Add(response.Time, said, response.IsPositive);
        Counts.Add(bins, response.Time, (int)(sequence & 1), response.IsPositive);
        KeepLive(response, sequence, codes, bins, said, capacity);
        Kept.Pull(Kept.Count - 1) = pull;
    }

    /// <summary>A response that was learned as a negative is positive after all.</summary>
    public void Correct(in Response response, ReadOnlySpan<uint> codes, ReadOnlySpan<byte> bins, in Predictions said, int capacity)
    {
        Counts.Advance(response.Time);
        Gate.Correct();
        JudgeImported(response);
        var kept = Kept.FindNegative(response.NegativeTime, codes);
        if (kept < 0 && Counts.IsCleared(response.NegativeTime))
        {
            return; // its negative was let go with all else of its time
        }

        if (kept < 0)
        {
            Counts.TakeBackNegative(bins, response.NegativeTime, -1);
            var half = (int)(Responses & 1);
            Counts.Add(bins, response.Time, half, true);
            KeepLive(response, half, codes, bins, said, capacity);
            return;
        }

        var halfOfKept = (int)(Kept.Sequence(kept) & 1);
        Counts.TakeBackNegative(Kept.Bins(kept), response.NegativeTime, halfOfKept);
        Counts.Add(Kept.Bins(kept), response.Time, halfOfKept, true);
        Kept.IsPositive(kept) = true;
        Kept.Time(kept) = response.Time;
        Positives++;
        KeptPositives++;
    }

    /// <summary>Lets go of all counts but those of the newest responses, as after a change of the world. The map must be fitted anew.</summary>
    public void KeepNewest(int responses)
    {
        Kept.KeepNewest(responses);
        Counts.Clear(Kept.Count == 0 ? Counts.Last : Enumerable.Range(0, Kept.Count).Min(i => Kept.Time(i)));
        for (var i = 0; i < Kept.Count; i++)
        {
            var half = (int)(Kept.Sequence(i) & 1);
            if (Kept.IsFromFile(i))
            {
                Kept.Counted(i) = Kept.Standing(i);
                Counts.AddRow(Kept.Bins(i), Kept.Time(i), half, Kept.IsPositive(i), Kept.Standing(i));
            }
            else
            {
                Counts.Add(Kept.Bins(i), Kept.Time(i), half, Kept.IsPositive(i));
            }
        }

        SumKept();
        SinceRanked = Kept.Count; // what is left is another sample
        IsChanged = true;
    }

    /// <summary>Counts the kept responses anew in a new grid of one predictor.</summary>
    public void Warm(int predictor, BinGrid grid)
    {
        var since = Kept.Count == 0 ? Counts.Last : long.MaxValue;
        for (var i = 0; i < Kept.Count; i++)
        {
            since = Math.Min(since, Kept.Time(i));
        }

        Counts.Restart(predictor, since);
        for (var i = 0; i < Kept.Count; i++)
        {
            var bin = grid.BinOf(Kept.Codes(i)[predictor]);
            Kept.Bins(i)[predictor] = bin;
            if (bin != CountModel.NotCounted)
            {
                Counts.AddTo(predictor, bin, Kept.Time(i), (int)(Kept.Sequence(i) & 1), Kept.IsPositive(i), Kept.Standing(i));
            }
        }
    }

    /// <summary>Follows a new list of predictors; true when one in use was lost, so that the map no longer fits.</summary>
    public bool Remap(ReadOnlySpan<int> sources)
    {
        var used = Active.AsSpan().Count(true);
        Counts = Counts.Remap(sources);
        Kept = Kept.Remap(sources);
        var active = new bool[sources.Length];
        for (var p = 0; p < sources.Length; p++)
        {
            active[p] = sources[p] >= 0 && Active[sources[p]];
        }

        Active = active;
        IsChanged = true;
        return active.AsSpan().Count(true) < used;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Responses);
        writer.Write(Positives);
        writer.Write(Fresh);
        WriteStarts(writer);
        writer.Write(SinceFit);
        writer.Write(SinceRanked);
        writer.Write(LosesToBaseRate);
        Counts.Write(writer);
        Kept.Write(writer);
        Gate.Write(writer);
        Champion.Write(writer);
        Curve.Write(writer);
        Speakers.Write(writer);
        CountsWatch.Write(writer);
        PooledWatch.Write(writer);
        Drifts.Write(writer);
        Imported?.Write(writer);
        Care.Write(writer);
        writer.Write(Pooled.Offset);
        Array.ForEach(Active, writer.Write);
        writer.Write(Blocks.Length);
        foreach (var block in Blocks)
        {
            writer.Write(block.MeanScore);
            writer.Write(block.Rows);
            writer.Write(block.PositiveRows);
            writer.Write(block.Responses);
            writer.Write(block.Positives);
        }

        writer.Write(Performance.Auc);
        writer.Write(Performance.ServedAuc);
        writer.Write(Performance.LogLoss);
        writer.Write(Performance.BaseRateLogLoss);
    }

    public void Read(BinaryReader reader)
    {
        Responses = reader.ReadInt64();
        Positives = reader.ReadInt64();
        Fresh = reader.ReadInt32();
        ReadStarts(reader);
        SinceFit = reader.ReadInt32();
        SinceRanked = reader.ReadInt32();
        LosesToBaseRate = reader.ReadBoolean();
        Counts.Read(reader);
        Kept.Read(reader);
        Gate.Read(reader);
        Champion.Read(reader);
        Curve.Read(reader);
        Speakers.Read(reader);
        CountsWatch.Read(reader);
        PooledWatch.Read(reader);
        Drifts.Read(reader);
        Imported?.Read(reader);
        Care.Read(reader);
        Pooled = new(reader.ReadDouble(), []);
        for (var p = 0; p < Active.Length; p++)
        {
            Active[p] = reader.ReadBoolean();
        }

        Blocks = new IsotonicBlock[reader.ReadInt32()];
        for (var i = 0; i < Blocks.Length; i++)
        {
            Blocks[i] = new(reader.ReadDouble(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble());
        }

        Performance = TreatmentPerformance.None with { Auc = reader.ReadDouble(), ServedAuc = reader.ReadDouble(), LogLoss = reader.ReadDouble(), BaseRateLogLoss = reader.ReadDouble() };
        SumKept();
    }

    // Standings are whole numbers of 2^-20, so that their sums are exact in any order.
    private void SumKept()
    {
        (KeptResponses, KeptPositives) = (0, 0);
        for (var i = 0; i < Kept.Count; i++)
        {
            KeptResponses += Kept.Standing(i);
            KeptPositives += Kept.IsPositive(i) ? Kept.Standing(i) : 0;
        }
    }

    private void JudgeImported(in Response response)
    {
        if (ImportedPredictor >= 0)
        {
            Imported?.Observe(response.Predictors[ImportedPredictor], response.IsPositive, response.IsCorrection);
        }
    }

    private void KeepLive(in Response response, long sequence, ReadOnlySpan<uint> codes, ReadOnlySpan<byte> bins, in Predictions said, int capacity)
    {
        Keep(response.Time, sequence, response.IsPositive, codes, bins, said, capacity);
        Positives += response.IsPositive ? 1 : 0;
    }

    private int Keep(long time, long sequence, bool isPositive, ReadOnlySpan<uint> codes, ReadOnlySpan<byte> bins, in Predictions said, int capacity)
    {
        for (var i = 0; i <= Kept.Count - capacity; i++)
        {
            KeptResponses -= Kept.Standing(i);
            KeptPositives -= Kept.IsPositive(i) ? Kept.Standing(i) : 0;
        }

        var index = Kept.Add(capacity);
        codes.CopyTo(Kept.Codes(index));
        bins.CopyTo(Kept.Bins(index));
        Kept.Time(index) = time;
        Kept.Sequence(index) = sequence;
        Kept.IsPositive(index) = isPositive;
        Kept.ModelP(index) = (float)said.Counts;
        Kept.BaseP(index) = (float)said.BaseRate;
        Kept.PooledP(index) = (float)said.Pooled;
        Kept.ServedP(index) = (float)said.Served;
        Kept.Pull(index) = float.NaN;
        (Kept.Counted(index), Kept.Standing(index)) = (1, 1);
        KeptResponses++;
        KeptPositives += isPositive ? 1 : 0;
        return index;
    }
}
