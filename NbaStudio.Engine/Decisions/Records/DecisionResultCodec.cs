using System.Runtime.InteropServices;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Decisions.Records;

/// <summary>The binary form of a decision's result: fates as runs, factors as doubles for the best 32 and everything chosen.</summary>
public static class DecisionResultCodec
{
    // Version 1 had no spread. Version 3 has further heads, and is written only where a candidate has some.
    private const byte Version = 3;
    private const byte WithoutHeads = 2;
    private const int MostPacked = 64;
    private const byte AsRuns = 255;

    public static void Write(ByteWriter writer, DecisionResult result, StepTimings timings)
    {
        var version = result.Ranked.Any(c => c.Heads.Count > 0) ? Version : WithoutHeads;
        writer.Byte(version);
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
            if (version == Version)
            {
                HeadFactorsCodec.Write(writer, candidate.Heads);
            }
        }

        WriteFates(writer, result.Fates);
    }

    public static (DecisionResult Result, StepTimings Timings) Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var version = reader.Byte();
        if (version is < 1 or > Version)
        {
            throw new InvalidDataException($"Version {version} of decision results is not known; this program reads versions 1 to {Version}.");
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
            ranked[i] = ReadCandidate(ref reader, version);
            if (version == Version)
            {
                ranked[i] = ranked[i] with { Heads = HeadFactorsCodec.Read(ref reader) };
            }
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
        writer.Number(c.Spread);
    }

    private static CandidateResult ReadCandidate(ref ByteReader reader, byte version)
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
            reader.Number(), reader.Number(), reader.Number(), reader.Number(), reader.Signed(), (PropensitySource)reader.Byte(), version == 1 ? 0 : reader.Number());
    }

    /// <summary>Every distinct fate once; then per treatment its number, packed into as few bits as the number of fates needs, or as runs where that is shorter.</summary>
    private static void WriteFates(ByteWriter writer, IReadOnlyList<CandidateFate> fates)
    {
        var all = fates as CandidateFate[] ?? [.. fates];
        // A fate is four bytes: as whole numbers they compare in one step.
        Span<CandidateFate> distinct = stackalloc CandidateFate[MostPacked];
        var numbers = MemoryMarshal.Cast<CandidateFate, int>(all.AsSpan());
        var known = MemoryMarshal.Cast<CandidateFate, int>(distinct);
        var (kinds, runs) = Survey(numbers, known);
        writer.Unsigned((ulong)all.Length);
        var bits = BitsFor(kinds);
        if (kinds > MostPacked || runs * 3 < all.Length * bits / 8)
        {
            WriteRuns(writer, all);
            return;
        }

        writer.Byte((byte)kinds);
        foreach (var fate in distinct[..kinds])
        {
            WriteFate(writer, fate);
        }

        var (pending, used) = (0u, 0);
        var last = 0;
        foreach (var fate in numbers)
        {
            if (known[last] != fate)
            {
                last = Find(known[..kinds], fate);
            }

            pending |= (uint)last << used;
            used += bits;
            while (used >= 8)
            {
                writer.Byte((byte)pending);
                pending >>= 8;
                used -= 8;
            }
        }

        if (used > 0)
        {
            writer.Byte((byte)pending);
        }
    }

    private static (int Kinds, int Runs) Survey(ReadOnlySpan<int> fates, Span<int> distinct)
    {
        var (kinds, runs) = (0, 0);
        for (var i = 0; i < fates.Length; i++)
        {
            if (i > 0 && fates[i] == fates[i - 1])
            {
                continue;
            }

            runs++;
            if (kinds <= distinct.Length && Find(distinct[..Math.Min(kinds, distinct.Length)], fates[i]) < 0)
            {
                if (kinds < distinct.Length)
                {
                    distinct[kinds] = fates[i];
                }

                kinds++;
            }
        }

        return (kinds, runs);
    }

    // There are a handful: looking through them is faster than any search.
    private static int Find(ReadOnlySpan<int> fates, int fate)
    {
        for (var i = 0; i < fates.Length; i++)
        {
            if (fates[i] == fate)
            {
                return i;
            }
        }

        return -1;
    }

    private static void WriteRuns(ByteWriter writer, ReadOnlySpan<CandidateFate> fates)
    {
        writer.Byte(AsRuns);
        for (var i = 0; i < fates.Length;)
        {
            var run = 1;
            while (i + run < fates.Length && fates[i + run] == fates[i])
            {
                run++;
            }

            writer.Unsigned((ulong)run);
            WriteFate(writer, fates[i]);
            i += run;
        }
    }

    private static CandidateFate[] ReadFates(ref ByteReader reader)
    {
        // Fates may be far more than the bytes that hold them, so their number is bounded by the largest policy, not by the bytes left.
        var count = reader.Unsigned();
        if (count > 1_000_000)
        {
            throw new InvalidDataException($"{count} treatments in a record are more than a policy can hold.");
        }

        var kinds = reader.Byte();
        if (kinds == AsRuns)
        {
            return ReadRuns(ref reader, (int)count);
        }

        if (kinds > MostPacked || (kinds == 0 && count > 0))
        {
            throw new InvalidDataException($"{kinds} distinct fates cannot be packed.");
        }

        var distinct = new CandidateFate[kinds];
        for (var i = 0; i < kinds; i++)
        {
            distinct[i] = ReadFate(ref reader);
        }

        var bits = BitsFor(kinds);
        var packed = reader.Bytes((int)(((count * (ulong)bits) + 7) / 8));
        var fates = new CandidateFate[count];
        var (pending, used, at) = (0u, 0, 0);
        for (var i = 0; i < fates.Length; i++)
        {
            while (used < bits)
            {
                pending |= (uint)packed[at++] << used;
                used += 8;
            }

            var index = (int)(pending & ((1u << bits) - 1));
            fates[i] = index < kinds ? distinct[index] : throw new InvalidDataException($"Fate {index} of {kinds} does not exist.");
            pending >>= bits;
            used -= bits;
        }

        return fates;
    }

    private static CandidateFate[] ReadRuns(ref ByteReader reader, int count)
    {
        var fates = new CandidateFate[count];
        for (var i = 0; i < fates.Length;)
        {
            var run = reader.Unsigned();
            var fate = ReadFate(ref reader);
            if (run < 1 || run > (ulong)(fates.Length - i))
            {
                throw new InvalidDataException("The fates of a record are damaged.");
            }

            fates.AsSpan(i, (int)run).Fill(fate);
            i += (int)run;
        }

        return fates;
    }

    private static void WriteFate(ByteWriter writer, CandidateFate fate)
    {
        writer.Byte((byte)fate.Stage);
        writer.Byte((byte)fate.Reason);
        writer.Signed(fate.Detail);
    }

    private static CandidateFate ReadFate(ref ByteReader reader) => new((PipelineStage)reader.Byte(), (DropReason)reader.Byte(), (short)reader.Signed());

    private static int BitsFor(int kinds) => kinds <= 1 ? 0 : 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)(kinds - 1));
}
