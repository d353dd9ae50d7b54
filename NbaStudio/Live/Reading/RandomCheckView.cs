using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Live.Reading;

/// <summary>What the models serve against even draws, by channel.</summary>
/// <param name="Days">Treatments whose response window ended in the last days are counted.</param>
/// <param name="Share">Share of decisions that are drawn evenly by the live policy, in [0, 1].</param>
/// <param name="Channels">Of the live policy, in its order; those without any response as well.</param>
public sealed record RandomCheckView(int Days, double Share, IReadOnlyList<RandomCheckChannel> Channels);

/// <summary>Both arms of one channel.</summary>
/// <param name="Id">Id of the channel in the policy.</param>
/// <param name="Name">Its name in the reader's language.</param>
/// <param name="Kind">Kind of the channel, for its icon.</param>
/// <param name="Served">What the models chose, exploration included.</param>
/// <param name="Even">What was drawn evenly.</param>
public sealed record RandomCheckChannel(string Id, string Name, string Kind, ArmCount Served, ArmCount Even)
{
    /// <summary>Accepted ones in either arm under which nothing is said.</summary>
    public const int FewestAccepted = 5;

    /// <summary>Responses in either arm under which nothing is said.</summary>
    public const int FewestResponses = 30;

    /// <summary>Whether there is enough in both arms to compare them.</summary>
    public bool IsEnough => Math.Min(Served.Accepted, Even.Accepted) >= FewestAccepted && Math.Min(Served.Responses, Even.Responses) >= FewestResponses;

    /// <summary>How much more often what was served is accepted, relative: 0.2 = one fifth more often. Null while there is too little.</summary>
    public double? Lift => IsEnough ? (Served.Rate / Even.Rate) - 1 : null;

    /// <summary>95 % interval of the lift; each response counts as independent. Null while there is too little.</summary>
    public ConfidenceInterval? Interval => IsEnough
        && RatioOfProportions.Of(Served.Accepted, Served.Responses, Even.Accepted, Even.Responses) is var ratio ? new ConfidenceInterval(ratio.Low - 1, ratio.High - 1) : null;

    /// <summary>What the data support.</summary>
    public RandomCheckVerdict Verdict => Interval is not { } interval ? RandomCheckVerdict.TooFew
        : interval.Low > 0 ? RandomCheckVerdict.Better
        : interval.High < 0 ? RandomCheckVerdict.Worse : RandomCheckVerdict.Unclear;
}

/// <summary>What the random check supports.</summary>
public enum RandomCheckVerdict : byte { TooFew, Better, Worse, Unclear }

/// <summary>What the treatments of one arm came to.</summary>
/// <param name="Responses">Treatments that were delivered and whose window has ended, each once.</param>
/// <param name="Accepted">Those with a positive response.</param>
/// <param name="Value">Money of the accepted ones: V when they were chosen.</param>
public readonly record struct ArmCount(long Responses, long Accepted, double Value)
{
    /// <summary>Share that was accepted; 0 without responses.</summary>
    public double Rate => Responses == 0 ? 0 : (double)Accepted / Responses;

    /// <summary>Money by response; 0 without responses.</summary>
    public double ValueEach => Responses == 0 ? 0 : Value / Responses;

    public static ArmCount operator +(in ArmCount a, in ArmCount b) => new(a.Responses + b.Responses, a.Accepted + b.Accepted, a.Value + b.Value);
}
