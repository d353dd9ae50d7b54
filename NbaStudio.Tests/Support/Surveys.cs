using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Serving.Census;
using NbaStudio.Live;
using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Support;

/// <summary>Surveys of decisions for tests of pages; parts add up.</summary>
public static class Surveys
{
    private static readonly FallPoint Retain = new(PipelineStage.Eligibility, DropReason.ObjectiveRule, "objective", 1);
    private static readonly FallPoint Cap = new(PipelineStage.ContactPolicy, DropReason.Cap, "contactPolicy", 4);

    /// <summary>One group outside, one within, one of too few.</summary>
    public static FairnessLine Fair { get; } = new("segment", false, 0.8, 1.25,
    [
        new(Value.OfText("consumer"), double.NaN, double.NaN, 900, 620, 0.689, 1.03, new ConfidenceInterval(0.95, 1.12), FairnessVerdict.Within),
        new(Value.OfText("student"), double.NaN, double.NaN, 240, 80, 0.333, 0.47, new ConfidenceInterval(0.38, 0.57), FairnessVerdict.Outside),
        new(Value.OfText("staff"), double.NaN, double.NaN, 12, 9, 0.75, double.NaN, null, FairnessVerdict.TooFew),
    ], 3);

    public static SurveyView Some { get; } = Make();

    public static SurveyView None { get; } = Some with { Of = Some.Of with { Decisions = 0, Sample = 0, Since = null } };

    private static SurveyView Make()
    {
        var mark = new GapMark("customer.age", default, double.NaN, 24, 180, 96, 2.31, new ConfidenceInterval(1.9, 2.8));
        var text = new GapMark("customer.plan", Value.OfText("S"), double.NaN, double.NaN, 320, 101, 1.4, new ConfidenceInterval(1.1, 1.8));
        var gone = new ActionFate(7, 900, 0, Retain, 880, 20, 3, 15);
        var beaten = new ActionFate(8, 400, 0, Cap, 10, 390, 3, 312);
        var exploration = new ExplorationCost(3_100, 410, 30, 21, 18_400, new ConfidenceInterval(11_000, 26_000), 4_100, 2_100_000, [new ExploredTreatment(12, 63, 41)]);
        var survey = new DecisionSurvey(
            5_000, 12, 5_012, ConsoleSamples.Noon.AddHours(-3), 60_000, 3_600,
            [], [gone, beaten, new ActionFate(9, 10, 10, null, 0, 0, null, 0)], new CustomerGaps(1_200, 210, 96, [mark, text]), exploration, [Fair], true);
        return new SurveyView(
            survey,
            [
                new(new FallPlace(FunnelStage.Eligibility, "rule", "Retain", "/rules/objective/retain?field=eligibility"), 30_000, 5_000), new(new FallPlace(FunnelStage.ContactPolicy, "cap", "At most three a week", "/contacts"), 12_000, 3_900),
                new(new FallPlace(FunnelStage.Selection, "outranked", null, "/levers"), 9_000, 3_000), new(new FallPlace(FunnelStage.Threshold, "belowThreshold", null, "/levers"), 4_000, 900),
                new(new FallPlace(FunnelStage.Reach, "offline", "App", "/data?view=channels"), 700, 700), .. Enumerable.Range(1, 7).Select(n => new SurveyLoss(new FallPlace(FunnelStage.Reach, "inactive", $"Action {n}", null), 100, 50)),
            ],
            [
                new("Senior class", "/actions?path=serve%2Fcare%2Fsenior-class", gone, new FallPlace(FunnelStage.Eligibility, "rule", "Retain", "/rules/objective/retain?field=eligibility"), "Autopay"),
                new("Tablet", "/actions?path=grow%2Fhandset%2Ftablet", beaten, new FallPlace(FunnelStage.ContactPolicy, "cap", "At most three a week", "/contacts"), "Handset 5G"),
            ],
            [new("Video pass, App", "/models/video-pass-app", exploration.Learning[0])], [new("Age", mark), new("Plan", text)], [new("Segment", Fair)])
        {
            Beaten = [new("Autopay <now>", "/actions?path=serve%2Fcare%2Fautopay", new ActionFate(5, 700, 120, null, 0, 500, 3, 400), "Handset 5G", "/actions?path=grow%2Fhandset%2Fhandset-5g")],
        };
    }
}
