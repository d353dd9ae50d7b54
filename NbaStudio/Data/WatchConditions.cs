namespace NbaStudio.Data;

/// <summary>How long a publication is watched, and what rolls it back.</summary>
/// <param name="Hours">In [0.25, 72].</param>
/// <param name="MaximumP99">Milliseconds that 99 of 100 decisions may take at most, in [1, 10,000]; null = not watched.</param>
/// <param name="AcceptanceDrop">Share of the acceptance before that may be lost, in (0, 1); null = not watched.</param>
/// <param name="HarmShare">Share of those who saw or got something that may unsubscribe, complain or bounce, in (0, 1); null = not watched.</param>
public sealed record WatchConditions(double Hours, double? MaximumP99 = null, double? AcceptanceDrop = null, double? HarmShare = null)
{
    /// <summary>A day; the promise of 100 ms; a quarter of the acceptance; one in fifty.</summary>
    public static WatchConditions Usual { get; } = new(24, 100, 0.25, 0.02);

    /// <summary>What is wrong, as field, message and what is allowed; empty = nothing.</summary>
    public IEnumerable<(string Field, string Message, string Allowed)> Mistakes()
    {
        if (!(Hours is >= 0.25 and <= 72))
        {
            yield return ("hours", $"hours is {Hours}.", "0.25 to 72");
        }

        if (MaximumP99 is { } p99 && !(p99 is >= 1 and <= 10_000))
        {
            yield return ("maximumP99", $"maximumP99 is {p99} ms.", "1 to 10000 ms");
        }

        foreach (var (field, share) in new[] { ("acceptanceDrop", AcceptanceDrop), ("harmShare", HarmShare) })
        {
            if (share is { } value && !(value is > 0 and < 1))
            {
                yield return (field, $"{field} is {value}.", "above 0 and below 1");
            }
        }

        if (MaximumP99 is null && AcceptanceDrop is null && HarmShare is null)
        {
            yield return ("watch", "Nothing is watched.", "at least one of maximumP99, acceptanceDrop and harmShare");
        }
    }
}
