using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity.Starts;

namespace NbaStudio.Engine.Propensity.Reports;

/// <summary>Everything that a person may want to know of one treatment's models. Immutable.</summary>
/// <param name="Key">The treatment's key.</param>
/// <param name="Source">Who speaks for it now.</param>
/// <param name="Responses">Responses learned in all, with the weight of files.</param>
/// <param name="Positives">Positive ones among them.</param>
/// <param name="Prior">What its rates are smoothed towards: the marketer's guess, else the mean rate of its group.</param>
/// <param name="Rate">Smoothed rate over the kept responses.</param>
/// <param name="Spread">Standard deviation of the served propensity's log odds, averaged over customers.</param>
/// <param name="Kept">The last responses, each with what was said of it before it was learned; all figures below are of these. Rows of files are not among them: nobody was served by them.</param>
/// <param name="KeptPositives">Positive ones among them.</param>
/// <param name="Served">What the decisions used, whoever spoke; for responses of before that was noted, what whoever spoke said before learning.</param>
/// <param name="Pooled">The pooled model.</param>
/// <param name="Counts">The treatment's own counts.</param>
/// <param name="BaseRate">The line to beat: one rate for everybody.</param>
/// <param name="IsPooledHeldBack">The calibration gate holds the pooled model back for this treatment.</param>
/// <param name="AreCountsHeldBack">The calibration gate holds the counts back, or they lose to the base rate beyond chance.</param>
/// <param name="Calibration">Sum of served P by positives, 1 = right, with the 95 % Poisson interval; null without positives.</param>
/// <param name="Curve">What was served against what happened, by tenths of the kept responses in order of the served P; fewer than ten under 200 responses.</param>
/// <param name="CalibrationError">Mean distance of served and observed rate over <paramref name="Curve"/>, in [0, 1].</param>
/// <param name="Predictors">All predictors, the one that ranks best by itself first; among equals, the one that moves the score most.</param>
/// <param name="History">How the loss went, oldest first.</param>
/// <param name="Speakers">Who spoke from when, oldest first; the last 20 changes.</param>
/// <param name="Drifts">When predictions for the treatment, or over all treatments, stopped adding up, oldest first; the last 20 times of each.</param>
public sealed record ModelReport(
    int Key,
    EvidenceSource Source,
    long Responses,
    long Positives,
    double Prior,
    double Rate,
    double Spread,
    int Kept,
    int KeptPositives,
    ModelScore Served,
    ModelScore Pooled,
    ModelScore Counts,
    ModelScore BaseRate,
    bool IsPooledHeldBack,
    bool AreCountsHeldBack,
    RatioEstimate? Calibration,
    IReadOnlyList<CalibrationBin> Curve,
    double CalibrationError,
    IReadOnlyList<PredictorReport> Predictors,
    IReadOnlyList<LearningPoint> History,
    IReadOnlyList<SpeakerChange> Speakers,
    IReadOnlyList<DriftMark> Drifts)
{
    /// <summary>The files they were started from since the last reset, oldest first.</summary>
    public IReadOnlyList<FileStart> Starts { get; init; } = [];

    /// <summary>How many of the responses are the weight of those files.</summary>
    public long FromFile => Starts.Sum(s => s.Effective);

    /// <summary>How people cared for them, oldest first; the last 50 entries. A reset leaves it.</summary>
    public IReadOnlyList<ModelCareEntry> Care { get; init; } = [];

    /// <summary>Since when responses are recorded and not learned, milliseconds since 1970 UTC; null while they are learned.</summary>
    public long? PausedSince { get; init; }

    /// <summary>How the imported model did that the treatment takes its propensity from; null for most.</summary>
    public ImportedEvidence? Imported { get; init; }

    /// <summary>Responses that came since then and were not learned.</summary>
    public long PassedOver { get; init; }
}

/// <summary>How well one model predicted the kept responses, each before it was learned.</summary>
/// <param name="LogLoss">Mean log loss, nats; lower is better.</param>
/// <param name="Low">Lower end of its 95 % interval (normal).</param>
/// <param name="High">Upper end.</param>
/// <param name="Auc">Ranking quality in [0, 1]; 0.5 is chance.</param>
public sealed record ModelScore(double LogLoss, double Low, double High, double Auc);

/// <summary>A ratio and its 95 % interval.</summary>
public sealed record RatioEstimate(double Value, double Low, double High);

/// <summary>One predictor of one treatment.</summary>
/// <param name="Name">Its name in conditions.</param>
/// <param name="Type">Number or text.</param>
/// <param name="Auc">How well it ranks the treatment's responses by itself: bins ordered by one half of the responses, measured on the other; 0.5 is chance.</param>
/// <param name="IsUsed">The model that speaks now adds it up.</param>
/// <param name="Weight">How far it moves the score that speaks now: the standard deviation of its contributions over the kept responses, in log odds for the pooled model; 0 where it is not used.</param>
/// <param name="GridVersion">1 for its first bins, one more with each re-gridding; 0 before any.</param>
/// <param name="Bins">Its bins, the missing one first; empty before it has any.</param>
public sealed record PredictorReport(string Name, PredictorType Type, double Auc, bool IsUsed, double Weight, int GridVersion, IReadOnlyList<PredictorBin> Bins);

/// <summary>One bin of a predictor.</summary>
/// <param name="Kind">What lies in it.</param>
/// <param name="From">Lowest number of a bin of numbers, -infinity for the first.</param>
/// <param name="To">Below this number, +infinity for the last.</param>
/// <param name="Code">The value's code of a bin of one text (see <see cref="PredictorCodes"/>), else 0.</param>
/// <param name="Responses">Decayed number of responses.</param>
/// <param name="Positives">Decayed number of positive ones.</param>
/// <param name="Contribution">What the bin adds to the score of the model that speaks now; 0 where it is not used.</param>
public sealed record PredictorBin(PredictorBinKind Kind, double From, double To, uint Code, double Responses, double Positives, double Contribution);

/// <summary>What lies in a bin.</summary>
public enum PredictorBinKind
{
    /// <summary>The value is unknown.</summary>
    Missing,

    /// <summary>A range of numbers.</summary>
    Range,

    /// <summary>One text.</summary>
    Text,

    /// <summary>All texts that have no bin of their own.</summary>
    OtherTexts,
}

/// <summary>A stretch of responses in their order. Late corrections are not in it.</summary>
/// <param name="Until">Time of its last response, milliseconds since 1970 UTC.</param>
/// <param name="Responses">Responses in it.</param>
/// <param name="Positives">Positive ones.</param>
/// <param name="Served">Mean log loss of what was served.</param>
/// <param name="BaseRate">Mean log loss of the base rate.</param>
/// <param name="Predicted">Mean of what was served.</param>
public sealed record LearningPoint(long Until, int Responses, int Positives, double Served, double BaseRate, double Predicted);

/// <summary>From here on somebody else spoke for the treatment.</summary>
/// <param name="Time">Milliseconds since 1970 UTC, of the response that changed it.</param>
/// <param name="Responses">Responses learned by then.</param>
/// <param name="Source">Who spoke from then on.</param>
public sealed record SpeakerChange(long Time, long Responses, EvidenceSource Source);
