namespace NbaStudio.Benchmarks.Market;

/// <summary>Who chooses. All go through the same pipeline, rules, caps, hold-outs, exploration and random check.</summary>
internal enum MarketContender
{
    /// <summary>P from the models, which learn as they go.</summary>
    Hub,

    /// <summary>Treatments in the order of their true mean P x V, whoever the customer is; silent where that mean is not above the policy's threshold.</summary>
    FixedRanking,

    /// <summary>The same order, silent only where no candidate is left.</summary>
    FixedRankingNeverSilent,

    /// <summary>P is the truth of this customer in this moment.</summary>
    Oracle,
}
