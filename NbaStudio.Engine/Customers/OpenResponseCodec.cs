using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Engine.Customers;

/// <summary>Stored form of one awaited answer.</summary>
internal static class OpenResponseCodec
{
    public static void Write(OpenResponse response, StateWriter writer)
    {
        writer.WriteSigned(response.Decision);
        writer.WriteSigned(response.Treatment);
        writer.WriteSigned(response.Channel);
        writer.WriteSigned(response.DecidedAt);
        WriteLater(response.ShownAt, response.DecidedAt, writer);
        WriteLater(response.WindowEnd, response.DecidedAt, writer);
        writer.WriteUnsigned((ulong)response.Predictors.Length);
        foreach (var predictor in response.Predictors)
        {
            writer.WriteDouble(predictor);
        }

        writer.WriteUnsigned(response.PredictorSchema);
        writer.WriteSigned(response.GridVersion);
        writer.WriteDouble(response.Value);
        writer.WriteBoolean(response.NegativeLearned);
        WriteLater(response.NegativeTime, response.DecidedAt, writer);
        writer.WriteBoolean(response.PositiveLearned);
        writer.WriteSigned(response.Trigger);
        writer.WriteByte((byte)response.Draw);
        WriteServed(response.Served, 0, writer);
        writer.WriteByte((byte)response.Heads.Length);
        foreach (var head in response.Heads)
        {
            writer.WriteByte((byte)head.Head);
            WriteLater(head.WindowEnd, response.DecidedAt, writer);
            writer.WriteBoolean(head.NegativeLearned);
            WriteLater(head.NegativeTime, response.DecidedAt, writer);
            writer.WriteBoolean(head.PositiveLearned);
            WriteServed(head.Served, response.Served.ModelVersion, writer);
        }
    }

    public static OpenResponse Read(ref StateReader reader, byte version)
    {
        var (decision, treatment, channel, decidedAt) = (reader.ReadSigned(), (int)reader.ReadSigned(), (int)reader.ReadSigned(), reader.ReadSigned());
        var (shownAt, windowEnd) = (ReadLater(decidedAt, ref reader), ReadLater(decidedAt, ref reader));
        var predictors = new double[reader.ReadCount()];
        for (var i = 0; i < predictors.Length; i++)
        {
            predictors[i] = reader.ReadDouble();
        }

        var served = default(ServedPropensity);
        return new OpenResponse
        {
            Decision = decision,
            Treatment = treatment,
            Channel = channel,
            DecidedAt = decidedAt,
            ShownAt = shownAt,
            WindowEnd = windowEnd,
            Predictors = predictors,
            PredictorSchema = reader.ReadUnsigned(),
            GridVersion = (int)reader.ReadSigned(),
            Value = reader.ReadDouble(),
            NegativeLearned = reader.ReadBoolean(),
            NegativeTime = ReadLater(decidedAt, ref reader),
            PositiveLearned = reader.ReadBoolean(),
            Trigger = version == 1 ? 0 : (int)reader.ReadSigned(),
            Draw = version <= 2 ? ChoiceDraw.None : (ChoiceDraw)reader.ReadByte(),
            Served = version < 5 ? default : served = ReadServed(0, ref reader),
            Heads = version < 4 ? [] : ReadHeads(decidedAt, served.ModelVersion, ref reader, version),
        };
    }

    private static HeadAnswer[] ReadHeads(long decidedAt, long modelVersion, ref StateReader reader, byte version)
    {
        var count = reader.ReadByte();
        if (count == 0)
        {
            return [];
        }

        var heads = new HeadAnswer[count];
        for (var i = 0; i < heads.Length; i++)
        {
            heads[i] = new HeadAnswer
            {
                Head = (HeadKind)reader.ReadByte(),
                WindowEnd = ReadLater(decidedAt, ref reader),
                NegativeLearned = reader.ReadBoolean(),
                NegativeTime = ReadLater(decidedAt, ref reader),
                PositiveLearned = reader.ReadBoolean(),
                Served = version < 5 ? default : ReadServed(modelVersion, ref reader),
            };
        }

        return heads;
    }

    // 9 bytes as a rule for the primary head, 6 for each further one, 1 where nothing is known.
    private static void WriteServed(ServedPropensity served, long origin, StateWriter writer)
    {
        writer.WriteByte((byte)served.By);
        if (served.IsKnown)
        {
            writer.WriteSingle(served.P);
            writer.WriteSigned(served.ModelVersion - origin);
        }
    }

    private static ServedPropensity ReadServed(long origin, ref StateReader reader)
    {
        var by = (ServedBy)reader.ReadByte();
        if (by == ServedBy.Unknown)
        {
            return default;
        }

        var p = reader.ReadSingle();
        return new ServedPropensity(p, by, origin + reader.ReadSigned());
    }

    // Times near the decision as short differences; 0 (never) has its own byte.
    private static void WriteLater(long time, long origin, StateWriter writer)
    {
        writer.WriteBoolean(time != 0);
        if (time != 0)
        {
            writer.WriteSigned(time - origin);
        }
    }

    private static long ReadLater(long origin, ref StateReader reader) => reader.ReadBoolean() ? origin + reader.ReadSigned() : 0;
}
