using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>The propensity models as they are published, and the learner's report of one.</summary>
internal sealed class ModelReader(NbaEngine engine, PredictorTexts texts) : IModelReader
{
    public Task<ModelOverview> ReadAsync(string language, CancellationToken cancellationToken = default)
    {
        var (policy, models) = (engine.Policy!, engine.Models);
        return Task.FromResult(new ModelOverview(
            models.Version, policy.Revision, [.. policy.Treatments.Where(t => t.Activity.Kind != ActivityKind.Archived).Select(t => Summary(policy, models, t, language))], models.LastDrift));
    }

    public async Task<ModelDetails> ReportAsync(string treatmentId, string language, CancellationToken cancellationToken = default)
    {
        var policy = engine.Policy!;
        if (policy.Treatments.FirstOrDefault(t => t.Id == treatmentId) is not { } treatment
            || await engine.AskLearnerAsync(learner => learner.Report(treatment.Key)).ConfigureAwait(false) is not { } report)
        {
            return new ModelDetails(treatmentId, "", null, []);
        }

        var values = await texts.OfAsync(policy, report, cancellationToken).ConfigureAwait(false);
        return new ModelDetails(treatmentId, NameOf(policy, treatment, language), report, [.. report.Predictors.Select(p => View(policy, p, values, language))])
        {
            Further = await FurtherAsync(treatment).ConfigureAwait(false),
            ImportedModel = policy.Actions[treatment.Action].PropensityScore is { } score ? InputNames.Of(policy, score, language) : null,
        };
    }

    private async Task<List<FurtherHeadView>> FurtherAsync(TreatmentSnapshot treatment)
    {
        var views = new List<FurtherHeadView>();
        foreach (var head in treatment.Heads.Skip(1))
        {
            if (await engine.AskLearnerAsync(head.Kind, learner => learner?.Report(treatment.Key)).ConfigureAwait(false) is { } report)
            {
                views.Add(new FurtherHeadView(head.Kind, report));
            }
        }

        return views;
    }

    internal static ModelSummary Summary(PolicySnapshot policy, PropensityModels models, TreatmentSnapshot treatment, string language)
    {
        var action = policy.Actions[treatment.Action];
        var guess = double.IsNaN(action.StartingPropensity) ? policy.Arbitration.ReferenceP : action.StartingPropensity;
        var row = models.RowOf(treatment.Key);
        var evidence = row < 0 ? new Evidence(0, 0, guess, 0, 1, 0, EvidenceSource.StartingPropensity) : models.EvidenceOf(row);
        var performance = row < 0 ? TreatmentPerformance.None : models.PerformanceOf(row);
        return new ModelSummary(
            treatment.Id, NameOf(policy, treatment, language), action.Label.In(language), PolicyViews.Kind(policy.Channels[treatment.Channel].Kind), evidence.Responses, evidence.Positives,
            evidence.Rate, evidence.Low, evidence.High, performance.ServedAuc, evidence.Source, performance.IsHeldBack, performance.CalibrationRatio, evidence.Spread, performance.LastDrift)
        {
            IsPaused = performance.IsPaused,
        };
    }

    internal static string NameOf(PolicySnapshot policy, TreatmentSnapshot treatment, string language) =>
        new Localization.Words(language)["models.name", policy.Actions[treatment.Action].Label.In(language), ActionReader.TreatmentName(policy, treatment, language)];

    private static PredictorView View(PolicySnapshot policy, PredictorReport predictor, IReadOnlyDictionary<uint, Value> values, string language)
    {
        var slot = policy.Layout.IndexOf(predictor.Name) is var index and >= 0 ? policy.Layout.Slots[index] : null;
        return new PredictorView(
            predictor, InputNames.Of(policy, predictor.Name, language), slot?.Kind ?? ValueKind.Any, InputNames.IsShare(policy, predictor.Name), slot is TimeSlot { Part: "weekday" },
            [.. predictor.Bins.Select(b => b.Kind == PredictorBinKind.Text ? values.GetValueOrDefault(b.Code, Value.Missing) : Value.Missing)]);
    }
}
