using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Decisions.Records;

/// <summary>The binary form of a decision's result: fates as runs, factors as doubles for the best 32 and everything chosen.</summary>
public static class DecisionResultCodec
{
    private const byte Version = 1;

    public static void Write(ByteWriter writer, DecisionResult result, StepTimings timings)
    {
        writer.Byte(Version);
        writer.Unsigned((ulong)timings.Detect);
        writer.Unsigned((ulong)timings.Data);
        writer.Unsigned((ulong)timings.Decide);
        writer.Unsigned((ulong)result.Filled.Count);
        for (var i = 0; i < result.Filled.Count; i++)
        {
            writer.Signed(result.Filled[i]);
            writer.Number(result.SlotProbability[i]);
        }

        writer.Number(result.NextPriority);
        writer.Signed(result.HoldUntil);
        writer.Byte((byte)(result.Silence?.Code ?? 0));
        if (result.Silence is { } silence)
        {
            writer.Number(silence.BestPriority);
            writer.Number(silence.Threshold);
        }

        writer.Unsigned((ulong)result.Ranked.Count);
        foreach (var candidate in result.Ranked)
        {
            WriteCandidate(writer, candidate);
        }

        WriteFates(writer, result.Fates);
    }

    public static (DecisionResult Result, StepTimings Timings) Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var version = reader.Byte();
        if (version != Version)
        {
            throw new InvalidDataException($"Version {version} of decision results is not known; this program reads version {Version}.");
        }

        var timings = new StepTimings((int)reader.Unsigned(), (int)reader.Unsigned(), (int)reader.Unsigned(), 0);
        var filled = new int[reader.Count()];
        var probability = new double[filled.Length];
        for (var i = 0; i < filled.Length; i++)
        {
            filled[i] = (int)reader.Signed();
            probability[i] = reader.Number();
        }

        var next = reader.Number();
        var hold = reader.Signed();
        var code = (SilenceCode)reader.Byte();
        var silence = code == 0 ? null : new SilenceReason(code, reader.Number(), reader.Number());
        var ranked = new CandidateResult[reader.Count()];
        for (var i = 0; i < ranked.Length; i++)
        {
            ranked[i] = ReadCandidate(ref reader);
        }

        var result = new DecisionResult
        {
            Filled = filled,
            SlotProbability = probability,
            NextPriority = next,
            HoldUntil = hold,
            Silence = silence,
            Ranked = ranked,
            Fates = ReadFates(ref reader),
        };
        return (result, timings);
    }

    private static void WriteCandidate(ByteWriter writer, in CandidateResult c)
    {
        writer.Unsigned((ulong)c.Treatment);
        writer.Unsigned((ulong)c.TreatmentKey);
        writer.Byte((byte)c.Stage);
        writer.Byte((byte)c.Reason);
        writer.Signed(c.Detail);
        writer.Number(c.Propensity);
        writer.Number(c.Context);
        writer.Number(c.Value);
        var capped = !c.UncappedValue.Equals(c.Value);
        writer.Flag(capped);
        if (capped)
        {
            writer.Number(c.UncappedValue);
        }

        writer.Number(c.Lever);
        writer.Number(c.Price);
        writer.Number(c.Priority);
        writer.Number(c.Probability);
        writer.Signed(c.Evidence);
        writer.Byte((byte)c.Source);
    }

    private static CandidateResult ReadCandidate(ref ByteReader reader)
    {
        var treatment = (int)reader.Unsigned();
        var key = (int)reader.Unsigned();
        var stage = (PipelineStage)reader.Byte();
        var reason = (DropReason)reader.Byte();
        var detail = (int)reader.Signed();
        var propensity = reader.Number();
        var context = reader.Number();
        var value = reader.Number();
        var uncapped = reader.Flag() ? reader.Number() : value;
        return new CandidateResult(
            treatment, key, stage, reason, detail, propensity, context, value, uncapped,
            reader.Number(), reader.Number(), reader.Number(), reader.Number(), reader.Signed(), (PropensitySource)reader.Byte());
    }

    private static void WriteFates(ByteWriter writer, IReadOnlyList<CandidateFate> fates)
    {
        writer.Unsigned((ulong)fates.Count);
        for (var i = 0; i < fates.Count;)
        {
            var run = 1;
            while (i + run < fates.Count && fates[i + run] == fates[i])
            {
                run++;
            }

            writer.Unsigned((ulong)run);
            writer.Byte((byte)fates[i].Stage);
            writer.Byte((byte)fates[i].Reason);
            writer.Signed(fates[i].Detail);
            i += run;
        }
    }

    private static CandidateFate[] ReadFates(ref ByteReader reader)
    {
        // A run of fates may be far shorter in bytes than in fates, so the count is bounded by the largest policy, not by the bytes left.
        var count = reader.Unsigned();
        if (count > 1_000_000)
        {
            throw new InvalidDataException($"{count} treatments in a record are more than a policy can hold.");
        }

        var fates = new CandidateFate[count];
        for (var i = 0; i < fates.Length;)
        {
            var run = (int)reader.Unsigned();
            var fate = new CandidateFate((PipelineStage)reader.Byte(), (DropReason)reader.Byte(), (short)reader.Signed());
            if (run < 1 || run > fates.Length - i)
            {
                throw new InvalidDataException("The fates of a record are damaged.");
            }

            fates.AsSpan(i, run).Fill(fate);
            i += run;
        }

        return fates;
    }
}
