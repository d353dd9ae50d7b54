using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>The heads of one treatment that an outcome or event counts for. A set for each side: bit 0 is the primary head, bit 1 + kind a further one.</summary>
internal readonly record struct HeadCredits(byte Positives, byte Negatives)
{
    private const byte Harm = 1 << (1 + (int)HeadKind.Harm);

    /// <summary>The kind of outcome that an event is stored as: a complaint where it is harm, a conversion where it is a success, else a refusal.</summary>
    public ContactKind StoredAs => (Positives & Harm) != 0 ? ContactKind.Complaint : Positives != 0 ? ContactKind.Conversion : ContactKind.Reject;

    /// <summary>The heads that list a reported outcome.</summary>
    public static HeadCredits Of(TreatmentSnapshot? treatment, ContactKind kind)
    {
        var credits = default(HeadCredits);
        for (var i = 0; i < (treatment?.Heads.Count ?? 0); i++)
        {
            var head = treatment!.Heads[i];
            HeadKind? place = i == 0 ? null : head.Kind;
            credits = head.Positive.Contains(kind) ? credits.With(place, true) : head.Negative.Contains(kind) ? credits.With(place, false) : credits;
        }

        return credits;
    }

    /// <param name="head">Kind of the further head; null = the primary one.</param>
    public HeadCredits With(HeadKind? head, bool positive) =>
        positive ? this with { Positives = (byte)(Positives | Bit(head)) } : this with { Negatives = (byte)(Negatives | Bit(head)) };

    public bool IsPositive(HeadKind? head) => (Positives & Bit(head)) != 0;

    public bool IsNegative(HeadKind? head) => (Negatives & Bit(head)) != 0;

    private static int Bit(HeadKind? head) => head is { } kind ? 1 << (1 + (int)kind) : 1;
}
