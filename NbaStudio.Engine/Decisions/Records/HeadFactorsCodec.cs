using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Decisions.Records;

/// <summary>The binary form of a candidate's heads.</summary>
internal static class HeadFactorsCodec
{
    public static void Write(ByteWriter writer, HeadFactors heads)
    {
        writer.Byte((byte)heads.Count);
        foreach (var head in heads)
        {
            writer.Byte((byte)head.Kind);
            writer.Number(head.Propensity);
            writer.Number(head.Value);
        }
    }

    public static HeadFactors Read(ref ByteReader reader)
    {
        var heads = new HeadFactor[reader.Byte()];
        for (var i = 0; i < heads.Length; i++)
        {
            heads[i] = new HeadFactor((HeadKind)reader.Byte(), reader.Number(), reader.Number());
        }

        return HeadFactors.Create(heads);
    }
}
