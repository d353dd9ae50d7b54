using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Models;

/// <summary>Words and orders of the Models page. Pure.</summary>
public static class ModelText
{
    // A bin with less behind it says nothing about people.
    private const double FewestInBin = 20;
    private const double LeastContribution = 0.05;
    private const int MostNamed = 2;

    /// <summary>Address of one treatment's models.</summary>
    public static string LinkOf(string treatmentId) => "/models/" + Uri.EscapeDataString(treatmentId);

    /// <summary>Models in an order; those without a ranking come last by area. Ties by name.</summary>
    public static IEnumerable<ModelSummary> Ordered(IEnumerable<ModelSummary> models, ModelOrder order, bool rising)
    {
        if (order == ModelOrder.Name)
        {
            return rising ? models.OrderBy(m => m.Name, StringComparer.CurrentCulture) : models.OrderByDescending(m => m.Name, StringComparer.CurrentCulture);
        }

        double Figure(ModelSummary model) => order switch
        {
            ModelOrder.Responses => model.Responses,
            ModelOrder.Rate => model.Rate,
            ModelOrder.Auc => model.Auc,
            _ => model.Spread,
        };
        var known = models.OrderBy(m => order == ModelOrder.Auc && !m.HasRanking);
        return (rising ? known.ThenBy(Figure) : known.ThenByDescending(Figure)).ThenBy(m => m.Name, StringComparer.CurrentCulture);
    }

    /// <summary>Whether what was served agrees with what happened.</summary>
    public static CalibrationVerdict Verdict(ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Kept < ModelSummary.Enough || report.Calibration is not { } ratio ? CalibrationVerdict.TooEarly
            : ratio.Low <= 1 && ratio.High >= 1 ? CalibrationVerdict.Calibrated : CalibrationVerdict.Not;
    }

    /// <summary>Mean of what was served over the kept responses; 0 without any.</summary>
    public static double MeanServed(ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Kept == 0 ? 0 : report.Curve.Sum(b => b.MeanPredicted * b.Count) / report.Kept;
    }

    /// <summary>The best tenth; null while there are no tenths.</summary>
    public static CalibrationBin? TopTenth(ModelReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Curve.Count == 10 ? report.Curve[^1] : null;
    }

    /// <summary>What lies in a bin, in words.</summary>
    /// <param name="bin">Index of the bin.</param>
    public static string BinOf(PredictorView predictor, int bin, Words words, Formats formats)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(formats);
        var value = predictor.Report.Bins[bin];
        string Number(double number) => predictor switch
        {
            { IsShare: true } => formats.Percent(number),
            { Kind: ValueKind.Money } => formats.Money(number),
            { Kind: ValueKind.Duration } => formats.Duration(TimeSpan.FromMilliseconds(number)),
            { Kind: ValueKind.DateTime } => formats.Date(DateTimeOffset.FromUnixTimeMilliseconds((long)number)),
            _ => formats.Number(number),
        };
        return value switch
        {
            { Kind: PredictorBinKind.Missing } => words["models.bin.missing"],
            { Kind: PredictorBinKind.OtherTexts } => words["models.bin.others"],
            { Kind: PredictorBinKind.Text } => NameOf(predictor, bin, words, formats),
            { From: double.NegativeInfinity, To: double.PositiveInfinity } => words["models.bin.any"],
            { From: double.NegativeInfinity } => words["models.bin.under", Number(value.To)],
            { To: double.PositiveInfinity } => words["models.bin.from", Number(value.From)],
            _ => words["models.bin.range", Number(value.From), Number(value.To)],
        };
    }

    /// <summary>What makes a success likelier and what less likely, strongest first; null where nothing stands out.</summary>
    public static string? Drivers(PredictorView predictor, Words words, Formats formats)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(words);
        var bins = predictor.Report.Bins.Select((b, i) => (Bin: b, Index: i)).Where(b => b.Bin.Responses >= FewestInBin && Math.Abs(b.Bin.Contribution) >= LeastContribution).ToList();
        string Names(IEnumerable<(PredictorBin Bin, int Index)> among) => string.Join(words["list.comma"], among.Take(MostNamed).Select(b => BinOf(predictor, b.Index, words, formats)));
        var more = Names(bins.Where(b => b.Bin.Contribution > 0).OrderByDescending(b => b.Bin.Contribution));
        var less = Names(bins.Where(b => b.Bin.Contribution < 0).OrderBy(b => b.Bin.Contribution));
        return (more.Length, less.Length) switch
        {
            (0, 0) => null,
            (_, 0) => words["models.driversMore", more],
            (0, _) => words["models.driversLess", less],
            _ => words["models.drivers", more, less],
        };
    }

    private static string NameOf(PredictorView predictor, int bin, Words words, Formats formats) => predictor.Texts[bin] switch
    {
        { IsMissing: true } => words["models.bin.another", formats.Number(predictor.Texts.Take(bin + 1).Where((t, i) => t.IsMissing && predictor.Report.Bins[i].Kind == PredictorBinKind.Text).Count())],
        { Kind: ValueKind.Boolean } truth => truth.Number == 1 ? words["word.yes"] : words["word.no"],
        { Kind: ValueKind.Text } text => text.Text!.Original,
        var number when predictor.Kind == ValueKind.Boolean => number.Number == 1 ? words["word.yes"] : words["word.no"],
        var number when predictor.IsWeekday => words["models.day." + (int)number.Number],
        var number => formats.Number(number.Number),
    };
}
