namespace NbaStudio.Engine.Customers;

/// <summary>Which contacts a rule counts. Made once when a policy is compiled; copies are cheap.</summary>
/// <param name="Kinds">What counts. A reservation counts for Sent and Impression.</param>
/// <param name="Treatments">Treatments that count; null = all.</param>
/// <param name="Channel">Key of the channel that counts; <see cref="AnyChannel"/> = all.</param>
/// <param name="WindowMilliseconds">A contact counts while time &gt; now - window; <see cref="Forever"/> = always.</param>
/// <param name="ExceptDecision">
/// Reservations of this decision and <paramref name="ExceptTreatment"/> do not count (a message does not block itself); 0 = none.
/// </param>
/// <param name="ExceptTreatment">See <paramref name="ExceptDecision"/>.</param>
public readonly record struct ContactQuery(
    ContactKinds Kinds, TreatmentSet? Treatments, int Channel, long WindowMilliseconds, long ExceptDecision = 0, int ExceptTreatment = 0)
{
    /// <summary>Matches every channel.</summary>
    public const int AnyChannel = -1;

    /// <summary>A window without end.</summary>
    public const long Forever = long.MaxValue;

    internal long From(long now) => WindowMilliseconds == Forever ? long.MinValue : now - WindowMilliseconds;

    internal bool Matches(in ContactEntry entry)
    {
        var counted = entry.Kind.ToSet();
        if (entry.Status == ContactStatus.Reserved)
        {
            if (ExceptDecision != 0 && entry.Decision == ExceptDecision && entry.Treatment == ExceptTreatment)
            {
                return false;
            }

            counted = entry.Kind == ContactKind.Sent ? ContactKinds.Sent | ContactKinds.Impression : counted;
        }

        return (Kinds & counted) != 0 && MatchesScope(entry.Treatment, entry.Channel);
    }

    internal bool Matches(in ContactDayCount day) => (Kinds & day.Kind.ToSet()) != 0 && MatchesScope(day.Treatment, day.Channel);

    private bool MatchesScope(int treatment, int channel) =>
        (Channel == AnyChannel || Channel == channel) && (Treatments is null || Treatments.Contains(treatment));
}
