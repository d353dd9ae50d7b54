using System.Buffers.Binary;

namespace NbaStudio.Engine.Propensity;

/// <summary>The form of a learner on disk.</summary>
internal static class LearnerCheckpoint
{
    private const uint Mark = 0x4D50424E; // "NBPM"
    private const int FormatVersion = 12;

    public static bool IsCurrent(ReadOnlySpan<byte> checkpoint) =>
        checkpoint.Length >= 8 && BinaryPrimitives.ReadUInt32LittleEndian(checkpoint) == Mark && BinaryPrimitives.ReadInt32LittleEndian(checkpoint[4..]) == FormatVersion;

    public static void Write(BinaryWriter writer, long version, PredictorState[] predictors, List<TreatmentState> treatments)
    {
        writer.Write(Mark);
        writer.Write(FormatVersion);
        writer.Write(version);
        writer.Write(predictors.Length);
        Array.ForEach(predictors, p => p.Write(writer));
        writer.Write(treatments.Count);
        foreach (var treatment in treatments)
        {
            var info = treatment.Info;
            writer.Write(info.Key);
            writer.Write(info.ActionKey);
            writer.Write(info.GroupKey);
            writer.Write(info.ChannelKey);
            writer.Write(info.StartingPropensity ?? double.NaN);
            writer.Write(info.HalfLife.Ticks);
            writer.Write(info.Imported?.Predictor ?? "");
            writer.Write(info.Imported?.Fingerprint ?? 0);
            treatment.Write(writer);
        }
    }

    public static (long Version, PredictorState[] Predictors) Read(BinaryReader reader, List<TreatmentState> treatments)
    {
        if (reader.ReadUInt32() != Mark)
        {
            throw new InvalidDataException("This is not a checkpoint of propensity models.");
        }

        var format = reader.ReadInt32();
        if (format != FormatVersion)
        {
            throw new InvalidDataException($"The checkpoint of propensity models has format {format}; {FormatVersion} is understood.");
        }

        var version = reader.ReadInt64();
        var predictors = new PredictorState[reader.ReadInt32()];
        for (var p = 0; p < predictors.Length; p++)
        {
            predictors[p] = PredictorState.Read(reader);
        }

        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            var (key, action, group, channel, starting) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble());
            var info = new TreatmentInfo(key, action, group, channel, double.IsNaN(starting) ? null : starting, new(reader.ReadInt64()))
            {
                Imported = (reader.ReadString(), reader.ReadUInt64()) is (not "" and var predictor, var fingerprint) ? new(predictor, fingerprint) : null,
            };
            var treatment = new TreatmentState(info, predictors.Length);
            treatment.Read(reader);
            treatments.Add(treatment);
        }

        return (version, predictors);
    }
}
