using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;

namespace NbaStudio.Live.Reading;

/// <summary>Reads how the propensity models do.</summary>
public interface IModelReader
{
    /// <summary>Every treatment of the live policy that is not archived, from the models that decisions read now. Cheap.</summary>
    Task<ModelOverview> ReadAsync(string language, CancellationToken cancellationToken = default);

    /// <summary>Everything about one treatment's models, asked of the learner.</summary>
    /// <param name="treatmentId">Id of a treatment of the live policy; any other gives details without a report.</param>
    Task<ModelDetails> ReportAsync(string treatmentId, string language, CancellationToken cancellationToken = default);
}

/// <param name="Version">Journal position of the last response learned.</param>
/// <param name="Revision">Revision of the policy.</param>
/// <param name="Models">In the policy's order.</param>
/// <param name="LastDrift">When predictions last stopped adding up over all treatments; null = never.</param>
public sealed record ModelOverview(long Version, int Revision, IReadOnlyList<ModelSummary> Models, DriftMark? LastDrift)
{
    // Of all treatments together.
    private const int DriftIsNews = 2_000;

    /// <summary>The last drift over all treatments while it is news; null else.</summary>
    public DriftMark? Drift => LastDrift is { } drift && Models.Sum(m => m.Responses) - drift.Responses < DriftIsNews ? drift : null;
}

/// <summary>One treatment's model as the overview shows it.</summary>
/// <param name="TreatmentId">Id of the treatment in the policy.</param>
/// <param name="Name">Action and channel, in the reader's language.</param>
/// <param name="ShortName">The action alone.</param>
/// <param name="Channel">Kind of the channel, for its icon.</param>
/// <param name="Responses">Responses learned in all.</param>
/// <param name="Positives">Positive ones among them.</param>
/// <param name="Rate">Smoothed rate over the kept responses; without responses the guess.</param>
/// <param name="Low">Lower end of its 95 % Wilson interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Auc">Ranking quality of what was served, in [0, 1]; 0.5 is chance.</param>
/// <param name="Source">Who speaks.</param>
/// <param name="IsHeldBack">A calibration gate holds a model back, its own counts or the pooled model for this treatment.</param>
/// <param name="CalibrationRatio">Sum of P by positives at the gate's last check, of <see cref="CheckPositives"/> positives; NaN before it.</param>
/// <param name="Spread">Standard deviation of the served log odds.</param>
/// <param name="LastDrift">When predictions for it last stopped adding up; null = never.</param>
public sealed record ModelSummary(
    string TreatmentId, string Name, string ShortName, string Channel, long Responses, long Positives, double Rate, double Low, double High, double Auc, EvidenceSource Source,
    bool IsHeldBack, double CalibrationRatio, double Spread, DriftMark? LastDrift)
{
    /// <summary>Responses under which ranking and calibration say little.</summary>
    public const int Enough = 200;

    /// <summary>Responses of either kind under which no ranking is told: a single lucky success would rank perfectly.</summary>
    public const int FewestOfEach = 5;

    /// <summary>Responses from which a model counts as experienced.</summary>
    public const int Many = 300;

    /// <summary>An area under this is taken for chance.</summary>
    public const double ChanceAuc = 0.55;

    /// <summary>Positives that one check of the gate rests on.</summary>
    public const int CheckPositives = 20;

    /// <summary>Responses after which a drift is old news.</summary>
    public const int DriftIsNews = 300;

    /// <summary>Whether predictions stopped adding up a short while ago.</summary>
    public bool HasDrifted => LastDrift is { } drift && Responses - drift.Responses < DriftIsNews;

    /// <summary>Whether learning is paused: responses are recorded and change nothing.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whether it still gets the responses that exploration gives to new treatments.</summary>
    public bool IsLearning => Responses < Enough;

    /// <summary>Whether the area means anything: enough of both kinds of response have come.</summary>
    public bool HasRanking => Positives >= FewestOfEach && Responses - Positives >= FewestOfEach;
}

/// <summary>One treatment's models in full.</summary>
/// <param name="TreatmentId">The treatment that was asked for.</param>
/// <param name="Name">Action and channel; empty when there is no such treatment.</param>
/// <param name="Report">What the learner says; null when there is no such treatment.</param>
/// <param name="Predictors">As in the report, with names.</param>
public sealed record ModelDetails(string TreatmentId, string Name, ModelReport? Report, IReadOnlyList<PredictorView> Predictors)
{
    /// <summary>What its further heads learn; empty for most.</summary>
    public IReadOnlyList<FurtherHeadView> Further { get; init; } = [];

    /// <summary>Name of the imported model that P comes from instead; null for most.</summary>
    public string? ImportedModel { get; init; }
}

/// <summary>A predictor with words for it.</summary>
/// <param name="Report">What the learner says.</param>
/// <param name="Label">Its name in the reader's language.</param>
/// <param name="Kind">Type of its values.</param>
/// <param name="IsShare">A number from 0 to 1 that people read as percent.</param>
/// <param name="IsWeekday">1 = Monday to 7 = Sunday.</param>
/// <param name="Texts">For each bin the value it stands for; <see cref="Value.Missing"/> where it has none or it is not known which.</param>
public sealed record PredictorView(PredictorReport Report, string Label, ValueKind Kind, bool IsShare, bool IsWeekday, IReadOnlyList<Value> Texts);
