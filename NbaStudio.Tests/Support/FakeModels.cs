using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>Models that a real learner learned from made-up responses, for tests of the Models page.</summary>
public sealed class FakeModels : IModelReader, IModelDesk
{
    private const long Day = 86_400_000;
    private static readonly (string Id, string En, string Ja, int Responses, double Rate)[] Treatments =
    [
        ("half-push", "3 months half price, App push", "3か月半額(アプリ通知)", 2_500, 0.12), ("renew-web", "Renew early, Web", "早期更新(Web)", 900, 0.25),
        ("points-mail", "Points for friends, E-mail", "友だち紹介ポイント(メール)", 420, 0.05), ("gift-app", "Thank-you 2 GB, App", "感謝の2GB(アプリ)", 63, 0.3),
        ("new-web", "New handset, Web", "新機種のご案内(Web)", 0, 0.1),
    ];

    private static readonly Lazy<PropensityLearner> Learner = new(Learn);

    /// <summary>The policy has no treatment.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>The first one is held back.</summary>
    public bool HoldsBack { get; set; }

    public bool Fails { get; set; }

    /// <summary>How the imported model of the second one did.</summary>
    public ImportedEvidence Imported { get; set; } = ImportedEvidence.None with { Positives = 7 };

    /// <summary>A drift over all treatments.</summary>
    public DriftMark? Drift { get; set; }

    /// <summary>Overviews that were read.</summary>
    public int Readings { get; private set; }

    /// <summary>What was asked for, oldest first.</summary>
    public List<ModelCareEntry> Cares { get; } = [];

    public RandomCheckView Check { get; set; } = new(30, 0.01,
    [
        new("web", "Web", "web", new(5_200, 260, 400_000), new(410, 9, 11_000)), new("mail", "E-mail", "email", new(900, 31, 90_000), new(12, 0, 0)), new("app", "App", "app", default, default),
    ]);

    public RandomCheckView RandomCheck(int days, string language) => Check;

    public Task<ModelCareReply?> ResetAsync(string treatmentId, Caller who, CancellationToken cancellationToken = default) => CareAsync(treatmentId, ModelCareKind.Reset, who.Name);

    public Task<ModelCareReply?> PauseAsync(string treatmentId, Caller who, CancellationToken cancellationToken = default) => CareAsync(treatmentId, ModelCareKind.Paused, who.Name);

    public Task<ModelCareReply?> ResumeAsync(string treatmentId, Caller who, CancellationToken cancellationToken = default) => CareAsync(treatmentId, ModelCareKind.Resumed, who.Name);

    public Task<ModelOverview> ReadAsync(string language, CancellationToken cancellationToken = default)
    {
        Readings++;
        return Fails ? throw new InvalidOperationException("The database is away.") : Task.FromResult(new ModelOverview(Readings, 1, IsEmpty ? [] : [.. Summaries(language).Select((m, i) => HoldsBack && i == 0 ? m with { IsHeldBack = true } : m)], Drift));
    }

    public Task<ModelDetails> ReportAsync(string treatmentId, string language, CancellationToken cancellationToken = default)
    {
        var index = Array.FindIndex(Treatments, t => t.Id == treatmentId);
        return Task.FromResult(index < 0 ? new ModelDetails(treatmentId, "", null, []) : Cared(Details(index, language, Imported)));
    }

    public static ModelDetails Details(int index, string language, ImportedEvidence? imported = null)
    {
        ModelReport report;
        lock (Learner)
        {
            report = Learner.Value.Report(index + 1)! with { Imported = index == 1 ? imported : null };
        }

        PredictorView View(PredictorReport p) => new(
            p, Label(p.Name, language), p.Name == "customer.plan" ? ValueKind.Text : ValueKind.Number, p.Name == "customer.used", p.Name == "time.weekday", [.. p.Bins.Select(b => Known(p, b))]);
        return new ModelDetails(Treatments[index].Id, NameOf(index, language), report, [.. report.Predictors.Select(View)]) { Further = index == 0 ? [new FurtherHeadView(HeadKind.Harm, report), new FurtherHeadView(HeadKind.Conversion, Learner.Value.Report(4)!)] : [], ImportedModel = index == 1 ? "Will leave" : null };
    }

    public static IReadOnlyList<ModelSummary> Summaries(string language)
    {
        PropensityModels models;
        lock (Learner)
        {
            models = Learner.Value.Publish();
        }

        return
        [
            .. Treatments.Select((t, i) =>
            {
                var (evidence, performance) = (models.EvidenceOf(models.RowOf(i + 1)), models.PerformanceOf(models.RowOf(i + 1)));
                return new ModelSummary(
                    t.Id, NameOf(i, language), t.En, "web", evidence.Responses, evidence.Positives, evidence.Rate, evidence.Low, evidence.High, performance.ServedAuc, evidence.Source,
                    performance.IsHeldBack, performance.CalibrationRatio, evidence.Spread, performance.LastDrift);
            }),
        ];
    }

    private async Task<ModelCareReply?> CareAsync(string treatmentId, ModelCareKind kind, string who)
    {
        if (Fails)
        {
            throw new InvalidOperationException("The database is away.");
        }

        Cares.Add(new(1_796_000_000_000 + Cares.Count, kind, who, 2_500));
        return new(true, (await ReportAsync(treatmentId, "en")).Report!);
    }

    private ModelDetails Cared(ModelDetails details) => details with
    {
        Report = details.Report! with { Care = [.. Cares], PausedSince = Cares is [.., { Kind: ModelCareKind.Paused, Time: var time }] ? time : null, PassedOver = 12 },
    };

    private static string NameOf(int index, string language) => language == "ja" ? Treatments[index].Ja : Treatments[index].En;

    private static string Label(string name, string language) => (name, language) switch
    {
        ("customer.age", "ja") => "年齢", ("customer.age", _) => "Age",
        ("customer.plan", "ja") => "プラン", ("customer.plan", _) => "Plan",
        ("customer.used", "ja") => "データ使用率", ("customer.used", _) => "Data used",
        (_, "ja") => "曜日", _ => "Weekday",
    };

    // Of the plans only gold is known, as with a text that no reader offers.
    private static Value Known(PredictorReport predictor, PredictorBin bin) => bin.Kind != PredictorBinKind.Text ? Value.Missing
        : predictor.Name == "time.weekday" ? Enumerable.Range(1, 7).Select(d => Value.OfNumber(d)).FirstOrDefault(v => PredictorCodes.Of(v) == bin.Code)
        : bin.Code == PredictorCodes.Of(Value.OfText("Gold")) ? Value.OfText("Gold") : Value.Missing;

    private static PropensityLearner Learn()
    {
        var learner = new PropensityLearner();
        learner.SetCatalogue(
            [.. Treatments.Select((t, i) => new TreatmentInfo(i + 1, i + 1, 1, 1, t.Rate, TimeSpan.FromDays(60)))],
            [new("customer.age", PredictorType.Numeric), new("customer.plan", PredictorType.Categorical), new("customer.used", PredictorType.Numeric), new("time.weekday", PredictorType.Categorical)]);
        var random = new Random(5);
        var sequence = 0;
        for (var round = 0; round < Treatments.Max(t => t.Responses); round++)
        {
            for (var i = 0; i < Treatments.Length; i++)
            {
                if (round < Treatments[i].Responses)
                {
                    double[] values =
                    [
                        random.Next(20, 80), Value.OfText(random.Next(3) switch { 0 => "Gold", 1 => "Silver", _ => "Basic" }).Predictor, random.NextDouble(), random.Next(1, 8),
                    ];
                    // Points for friends depend on nothing that is known.
                    var lift = i == 2 ? 1 : (0.2 + ((values[0] - 20) / 40)) * (values[1] == Value.OfText("Gold").Predictor ? 1.5 : 0.75);
                    learner.Learn(new Response(++sequence, 1_795_000_000_000 + (round * Day / 60), i + 1, values, random.NextDouble() < Treatments[i].Rate * lift));
                }
            }
        }

        return learner;
    }
}
