namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>Says which contacts are counted together for one contact rule.</summary>
/// <param name="counted">Treatments in the rule's scope by hierarchy, whatever their channel, without those of a class that is exempt.</param>
/// <param name="bucketOf">Index of the bucket by treatment; null where the bucket does not follow from the treatment.</param>
/// <param name="channelOf">Channel of each treatment.</param>
/// <param name="scopeChannel">The only channel that counts, or -1.</param>
/// <param name="byChannel">Whether each channel is counted on its own.</param>
/// <param name="countsRemoved">Whether contacts of treatments that the policy no longer has are in scope.</param>
internal sealed class ContactBuckets(TreatmentSet counted, int[]? bucketOf, int[] channelOf, int scopeChannel, bool byChannel, bool countsRemoved)
{
    public int OfCandidate(int treatment) => byChannel ? channelOf[treatment] : bucketOf is null ? 0 : bucketOf[treatment];

    public int OfEntry(int treatment, int channel)
    {
        if (scopeChannel >= 0 && channel != scopeChannel)
        {
            return -1;
        }

        if (treatment < 0 ? !countsRemoved : !counted.Contains(treatment))
        {
            return -1;
        }

        return byChannel ? channel : bucketOf is null ? 0 : treatment < 0 ? -1 : bucketOf[treatment];
    }
}
