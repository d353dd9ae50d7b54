using NbaStudio.Components.Charts;
using NbaStudio.Components.Pages.Models;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Models;

public sealed class ModelWordsTests
{
    private static readonly ModelSummary Good = new("a", "A", "A", "web", 1_000, 100, 0.1, 0.08, 0.12, 0.7, EvidenceSource.Pooled, false, 1.05, 0.2, null);

    [Fact]
    public void Attention_EachRule_GivesItsReason()
    {
        ModelAttention.Of(Good).ShouldBeNull();
        ModelAttention.Of(Good with { IsHeldBack = true, Auc = 0.5 }).ShouldBe(AttentionKind.HeldBack);
        ModelAttention.Of(Good with { CalibrationRatio = 2.2 }).ShouldBe(AttentionKind.TooHigh);
        ModelAttention.Of(Good with { CalibrationRatio = 0.5 }).ShouldBe(AttentionKind.TooLow);
        ModelAttention.Of(Good with { CalibrationRatio = double.NaN }).ShouldBeNull();
        ModelAttention.Of(Good with { LastDrift = new(0, 900, DriftedModel.Pooled, DriftKind.Ranking, 50) }).ShouldBe(AttentionKind.Drifted);
        ModelAttention.Of(Good with { LastDrift = new(0, 600, DriftedModel.Pooled, DriftKind.Ranking, 50) }).ShouldBeNull(); // old news
        ModelAttention.Of(Good with { Auc = 0.52 }).ShouldBe(AttentionKind.NoBetterThanChance);
        ModelAttention.Of(Good with { Auc = 0.52, Responses = 250 }).ShouldBeNull();
        ModelAttention.Of(Good with { Responses = 12 }).ShouldBe(AttentionKind.StillGuessing);
        ModelAttention.Of(Good with { Source = EvidenceSource.StartingPropensity, Responses = 0 }).ShouldBe(AttentionKind.StillGuessing);
    }

    [Fact]
    public void Attention_RatioOf1_IsInsideItsInterval()
    {
        var interval = ModelAttention.RatioInterval(Good with { CalibrationRatio = 1 });
        interval.Low.ShouldBeInRange(0.6, 0.7);
        interval.High.ShouldBeInRange(1.5, 1.7);
    }

    [Fact]
    public void Among_SeveralModels_GravestFirstThenMostResponses()
    {
        ModelSummary[] models = [Good, Good with { TreatmentId = "young", Responses = 3 }, Good with { TreatmentId = "older", Responses = 20 }, Good with { TreatmentId = "held", IsHeldBack = true }];
        ModelAttention.Among(models).Select(m => m.Model.TreatmentId).ShouldBe(["held", "older", "young"]);
    }

    [Fact]
    public void Ordered_ByArea_PutsThoseWithoutRankingLast()
    {
        ModelSummary[] models = [Good with { TreatmentId = "none", Positives = 0, Auc = 0.5 }, Good with { TreatmentId = "low", Auc = 0.45 }, Good with { TreatmentId = "high", Auc = 0.8 }];
        ModelText.Ordered(models, ModelOrder.Auc, false).Select(m => m.TreatmentId).ShouldBe(["high", "low", "none"]);
        ModelText.Ordered(models, ModelOrder.Auc, true).Select(m => m.TreatmentId).ShouldBe(["low", "high", "none"]);
        ModelText.LinkOf("a/b c").ShouldBe("/models/a%2Fb%20c");
    }

    [Theory]
    [InlineData("en", "under 30", "30 to under 45", "45 and more", "another value (1)", "Gold", "Monday")]
    [InlineData("ja", "30未満", "30以上45未満", "45以上", "その他の値(1)", "Gold", "月曜日")]
    public void BinOf_EveryKind_IsSaidInWords(string language, string under, string range, string from, string another, string gold, string monday)
    {
        var (words, formats) = Speak(language);
        var ages = View(ValueKind.Number, [Range(double.NegativeInfinity, 30, 0), Range(30, 45, 0), Range(45, double.PositiveInfinity, 0)], [default, default, default]);
        Enumerable.Range(0, 3).Select(i => ModelText.BinOf(ages, i, words, formats)).ShouldBe([under, range, from]);
        var plans = View(ValueKind.Text, [Text(1, 0), Text(2, 0)], [Value.OfText("Gold"), Value.Missing]);
        Enumerable.Range(0, 2).Select(i => ModelText.BinOf(plans, i, words, formats)).ShouldBe([gold, another]);
        ModelText.BinOf(View(ValueKind.Number, [Text(1, 0)], [Value.OfNumber(1)]) with { IsWeekday = true }, 0, words, formats).ShouldBe(monday);
        ModelText.BinOf(View(ValueKind.Boolean, [Text(1, 0)], [Value.OfBoolean(true)]), 0, words, formats).ShouldBe(words["word.yes"]);
    }

    [Fact]
    public void Drivers_StrongBins_AreNamedStrongestFirst()
    {
        var (words, formats) = Speak("en");
        var view = View(
            ValueKind.Number, [Range(double.NegativeInfinity, 30, -0.4), Range(30, 45, 0.01), Range(45, 60, 0.2), Range(60, double.PositiveInfinity, 0.6)], [default, default, default, default]);
        ModelText.Drivers(view, words, formats).ShouldBe("More likely: 60 and more, 45 to under 60. Less likely: under 30.");
        ModelText.Drivers(View(ValueKind.Number, [Range(0, 1, 0)], [default]), words, formats).ShouldBeNull();

        // Few responses drive nothing.
        ModelText.Drivers(View(ValueKind.Number, [Range(0, 1, 2) with { Responses = 3 }], [default]), words, formats).ShouldBeNull();
    }

    [Fact]
    public void Report_ManyResponses_IsJudgedByItsInterval()
    {
        var report = FakeModels.Details(0, "en").Report!;
        ModelText.Verdict(report).ShouldBe(CalibrationVerdict.Calibrated);
        ModelText.Verdict(report with { Calibration = new(1.4, 1.2, 1.6) }).ShouldBe(CalibrationVerdict.Not);
        ModelText.Verdict(report with { Kept = 150 }).ShouldBe(CalibrationVerdict.TooEarly);
        ModelText.Verdict(FakeModels.Details(3, "en").Report!).ShouldBe(CalibrationVerdict.TooEarly);
        ModelText.MeanServed(report).ShouldBe(report.Calibration!.Value * report.KeptPositives / report.Kept, 1e-6);
        ModelText.TopTenth(report)!.Value.MeanPredicted.ShouldBeGreaterThan(ModelText.MeanServed(report));
        ModelText.TopTenth(FakeModels.Details(4, "en").Report!).ShouldBeNull();
    }

    [Fact]
    public void Learning_TwoStretches_StandAtTheirMiddles()
    {
        var drawing = LearningDrawing.Of(
            [new LearningPoint(0, 100, 10, 0.4, 0.5, 0.1), new LearningPoint(1, 300, 30, 0.3, 0.5, 0.1)], [new SpeakerChange(0, 200, EvidenceSource.Pooled), new SpeakerChange(0, 900, EvidenceSource.Model)],
            [new DriftMark(1, 150, DriftedModel.Pooled, DriftKind.Ranking, 40)]);
        drawing.Responses.ShouldBe(400);
        drawing.Served.ShouldBe("M107 66L359 122");
        drawing.BaseRate.ShouldBe("M107 10L359 10");
        drawing.Marks.ShouldHaveSingleItem().X.ShouldBe(296, 1e-9);
        drawing.Drifts.ShouldHaveSingleItem().X.ShouldBe(170, 1e-9); // the stretch in which it was noticed begins at 100 of 400
        drawing.Ticks.Select(t => t.Loss).ShouldBe([0.3, 0.4, 0.5], 1e-9);
    }

    private static (Words Words, Formats Formats) Speak(string language)
    {
        var words = new Words(language);
        return (words, new Formats(new FormatSettings(words, "JPY", TimeZoneInfo.Utc)));
    }

    private static PredictorBin Range(double from, double to, double contribution) => new(PredictorBinKind.Range, from, to, 0, 100, 10, contribution);

    private static PredictorBin Text(uint code, double contribution) => new(PredictorBinKind.Text, 0, 0, code, 100, 10, contribution);

    private static PredictorView View(ValueKind kind, PredictorBin[] bins, Value[] texts) => new(new PredictorReport("x", PredictorType.Numeric, 0.6, true, 0.1, 1, bins), "X", kind, false, false, texts);
}
