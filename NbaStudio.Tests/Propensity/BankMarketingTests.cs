using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Propensity;
using Xunit.Abstractions;

namespace NbaStudio.Tests.Propensity;

/// <summary>Real calls of a bank's campaign, each predicted before it is learned.</summary>
public sealed class BankMarketingTests(ITestOutputHelper output)
{
    private const int Judged = 1000; // rows before it only teach

    [Fact]
    public void Learn_BankCampaign_BeatsTheBaseRateOnCallsNotYetSeen()
    {
        if (FindData() is not { } path)
        {
            output.WriteLine("skipped: bank-additional.csv is not on this machine");
            return;
        }

        var (predictors, rows) = Read(path);
        var learner = new PropensityLearner();
        learner.SetCatalogue([new(1, 1, 1, 1, 0.1, TimeSpan.FromDays(60))], predictors);
        var p = new double[rows.Count];
        double[] baseRate = new double[rows.Count];
        var bins = new byte[predictors.Count];
        var positives = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var models = learner.Publish();
            models.Bin(rows[i].Values, bins);
            models.Score(bins, [0], p.AsSpan(i, 1));
            baseRate[i] = (positives + (30 * 0.1)) / (i + 30);
            learner.Learn(new(i + 1, i * 60_000L, 1, rows[i].Values, rows[i].Positive));
            positives += rows[i].Positive ? 1 : 0;
        }

        var outcomes = rows.Select(r => r.Positive).ToArray();
        var loss = LogLoss.Mean(p.AsSpan(Judged), outcomes.AsSpan(Judged));
        var baseLoss = LogLoss.Mean(baseRate.AsSpan(Judged), outcomes.AsSpan(Judged));
        var auc = RankingQuality.Auc(p.AsSpan(Judged), outcomes.AsSpan(Judged));
        var top = CalibrationCurve.Of(p.AsSpan(Judged), outcomes.AsSpan(Judged))[^1];
        var performance = learner.Publish().PerformanceOf(0);
        output.WriteLine(FormattableString.Invariant(
            $"{rows.Count} calls, {positives} positive; after the first {Judged}: log loss {loss:F4} (base rate {baseLoss:F4}), AUC {auc:F4}"));
        output.WriteLine(FormattableString.Invariant(
            $"top decile: predicted {top.MeanPredicted:F4}, observed {top.ObservedRate:F4} [{top.Observed.Low:F4}, {top.Observed.High:F4}], n {top.Count}"));
        output.WriteLine("predictors in use: " + string.Join(", ", performance.ActivePredictors.Select(a => predictors[a].Name)));
        loss.ShouldBeLessThan(baseLoss);
        auc.ShouldBeGreaterThan(0.7);
        (top.MeanPredicted / top.ObservedRate).ShouldBeInRange(0.67, 1.5);
    }

    private static string? FindData()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", "bank", "bank-additional.csv");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static (List<PredictorDefinition> Predictors, List<(double[] Values, bool Positive)> Rows) Read(string path)
    {
        var lines = File.ReadAllLines(path).Select(l => l.Split(';').Select(c => c.Trim('"')).ToArray()).ToArray();
        var header = lines[0];
        int[] columns = [.. Enumerable.Range(0, header.Length).Where(c => header[c] is not ("duration" or "y"))];
        bool[] numeric = [.. columns.Select(c => lines.Skip(1).All(l => double.TryParse(l[c], CultureInfo.InvariantCulture, out _)))];
        var predictors = columns.Select((c, i) => new PredictorDefinition(header[c], numeric[i] ? PredictorType.Numeric : PredictorType.Categorical)).ToList();
        var outcome = Array.IndexOf(header, "y");
        var rows = lines.Skip(1).Select(l => (columns.Select((c, i) => ValueOf(l[c], numeric[i])).ToArray(), l[outcome] == "yes")).ToList();
        return (predictors, rows);
    }

    private static double ValueOf(string text, bool numeric) =>
        numeric ? double.Parse(text, CultureInfo.InvariantCulture) : text == "unknown" ? double.NaN : new TextValue(text).Code;
}
