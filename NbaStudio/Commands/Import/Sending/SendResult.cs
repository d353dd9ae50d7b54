namespace NbaStudio.Commands.Import.Sending;

/// <summary>What became of a batch.</summary>
/// <param name="Conflicts">Ids that the hub knows with another content; also among the rejected.</param>
internal sealed record SendResult(long Accepted, long Duplicates, long Conflicts, IReadOnlyList<RejectedRow> Rejected)
{
    public static SendResult operator +(SendResult a, SendResult b) =>
        new(a.Accepted + b.Accepted, a.Duplicates + b.Duplicates, a.Conflicts + b.Conflicts, [.. a.Rejected, .. b.Rejected]);
}
