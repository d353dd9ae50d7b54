using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <content>What is learned from a revision on.</content>
public static partial class JournalPayloads
{
    /// <summary>2 added the channel of a treatment; without it all count as one channel. 3 added further heads, and is written only where there are some; 4 imported models, likewise; 5 a trial, likewise.</summary>
    private const byte CatalogueVersion = 5;

    /// <summary>What is learned from a revision on: treatments and predictors. The learner reads it in journal order, so that a rebuild follows the same course.</summary>
    /// <param name="trial">Which customers another revision decides for; null = none. Those who measure follow it.</param>
    public static byte[] Catalogue(
        int revision, IReadOnlyList<TreatmentInfo> treatments, IReadOnlyList<PredictorDefinition> predictors, IReadOnlyList<FurtherHead> heads, TrialDraw? trial = null)
    {
        ArgumentNullException.ThrowIfNull(treatments);
        ArgumentNullException.ThrowIfNull(predictors);
        ArgumentNullException.ThrowIfNull(heads);
        var writer = new ByteWriter(1024);
        var imported = treatments.Count(t => t.Imported is not null);
        writer.Byte(trial is not null ? CatalogueVersion : imported > 0 ? (byte)4 : heads.Count > 0 ? (byte)3 : (byte)2);
        writer.Unsigned((ulong)revision);
        writer.Unsigned((ulong)treatments.Count);
        foreach (var treatment in treatments)
        {
            writer.Unsigned((ulong)treatment.Key);
            writer.Unsigned((ulong)treatment.ActionKey);
            writer.Unsigned((ulong)treatment.GroupKey);
            writer.Unsigned((ulong)treatment.ChannelKey);
            writer.Number(treatment.StartingPropensity ?? -1);
            writer.Signed((long)treatment.HalfLife.TotalMilliseconds);
        }

        writer.Unsigned((ulong)predictors.Count);
        foreach (var predictor in predictors)
        {
            writer.Text(predictor.Name);
            writer.Byte((byte)predictor.Type);
        }

        if (heads.Count > 0 || imported > 0 || trial is not null)
        {
            writer.Unsigned((ulong)heads.Count);
            foreach (var head in heads)
            {
                writer.Byte((byte)head.Kind);
                writer.Unsigned((ulong)head.TreatmentKey);
                writer.Number(head.StartingPropensity ?? -1);
            }
        }

        if (imported > 0 || trial is not null)
        {
            WriteImported(writer, treatments);
        }

        if (trial is not null)
        {
            writer.Unsigned((ulong)trial.Id);
            writer.Unsigned((ulong)trial.Revision);
            writer.Number(trial.Share);
        }

        return writer.ToArray();
    }

    public static (int Revision, TreatmentInfo[] Treatments, PredictorDefinition[] Predictors, FurtherHead[] Heads, TrialDraw? Trial) ReadCatalogue(ReadOnlySpan<byte> payload)
    {
        var reader = Open(payload, CatalogueVersion);
        var hasChannels = payload[0] > 1;
        var revision = (int)reader.Unsigned();
        var treatments = new TreatmentInfo[reader.Count()];
        for (var i = 0; i < treatments.Length; i++)
        {
            var (key, action, group) = ((int)reader.Unsigned(), (int)reader.Unsigned(), (int)reader.Unsigned());
            var channel = hasChannels ? (int)reader.Unsigned() : 0;
            var starting = reader.Number();
            treatments[i] = new TreatmentInfo(key, action, group, channel, starting < 0 ? null : starting, TimeSpan.FromMilliseconds(reader.Signed()));
        }

        var predictors = new PredictorDefinition[reader.Count()];
        for (var i = 0; i < predictors.Length; i++)
        {
            predictors[i] = new PredictorDefinition(reader.Text(), (PredictorType)reader.Byte());
        }

        var heads = new FurtherHead[payload[0] > 2 ? reader.Count() : 0];
        for (var i = 0; i < heads.Length; i++)
        {
            var (kind, key, starting) = ((HeadKind)reader.Byte(), (int)reader.Unsigned(), reader.Number());
            heads[i] = new FurtherHead(kind, key, starting < 0 ? null : starting);
        }

        if (payload[0] > 3)
        {
            ReadImported(ref reader, treatments);
        }

        var trial = payload[0] > 4 ? new TrialDraw((int)reader.Unsigned(), (int)reader.Unsigned(), reader.Number()) : null;
        return (revision, treatments, predictors, heads, trial);
    }

    private static void WriteImported(ByteWriter writer, IReadOnlyList<TreatmentInfo> treatments)
    {
        writer.Unsigned((ulong)treatments.Count(t => t.Imported is not null));
        for (var i = 0; i < treatments.Count; i++)
        {
            if (treatments[i].Imported is { } imported)
            {
                writer.Unsigned((ulong)i);
                writer.Text(imported.Predictor);
                writer.Unsigned(imported.Fingerprint);
            }
        }
    }

    private static void ReadImported(ref ByteReader reader, TreatmentInfo[] treatments)
    {
        for (var left = reader.Count(); left > 0; left--)
        {
            var index = (int)reader.Unsigned();
            treatments[index] = treatments[index] with { Imported = new ImportedScore(reader.Text(), reader.Unsigned()) };
        }
    }
}
