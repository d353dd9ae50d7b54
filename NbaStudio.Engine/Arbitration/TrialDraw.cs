namespace NbaStudio.Engine.Arbitration;

/// <summary>For which customers a trial decides: by hash of customer and trial, so that it is the same for ever, and who was in stays in when the share grows.</summary>
/// <param name="Id">Number of the trial's first revision; makes trials independent of each other and of hold-outs.</param>
/// <param name="Revision">The revision that decides for them: <paramref name="Id"/>, or a later one once the trial was brought onto a newer policy.</param>
/// <param name="Share">In [<see cref="LeastShare"/>, <see cref="MostShare"/>].</param>
public sealed record TrialDraw(int Id, int Revision, double Share)
{
    /// <summary>Smaller shares tell nothing.</summary>
    public const double LeastShare = 0.01;

    /// <summary>More than half is no trial: what most customers get is the policy in force.</summary>
    public const double MostShare = 0.5;

    private const long Salt = 0x5452;

    /// <summary>Whether the trial decides for the customer.</summary>
    public bool Takes(long customer) => StableHash.ToUnit(StableHash.Of(customer, Id, Salt)) < Share;
}
