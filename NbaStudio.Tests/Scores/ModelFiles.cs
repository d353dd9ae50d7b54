using System.Globalization;
using NbaStudio.Engine.Scores;

namespace NbaStudio.Tests.Scores;

/// <summary>Model files and predictions in Fixtures; NbaStudio.Benchmarks/ImportedModels/make_fixtures.py writes those of XGBoost.</summary>
internal static class ModelFiles
{
    /// <summary>A small logistic regression: intercept -2, 0.04 x age, 0.5 for plan basic, -0.25 for plan plus.</summary>
    public const string Logistic = "feature,coefficient\nintercept,-2\nage,0.04\nplan=Basic,0.5\nplan=plus,-0.25\n";

    public static string Text(string name)
    {
        using var stream = typeof(ModelFiles).Assembly.GetManifestResourceStream("Scores." + name) ?? throw new ArgumentException($"There is no fixture {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static ImportedModel Model(string name) => Read(Text(name));

    public static ImportedModel Read(string text)
    {
        var reading = ImportedModelReader.Read(text);
        return reading.Model.ShouldNotBeNull($"{reading.Code}: {string.Join(", ", reading.Arguments)}");
    }

    /// <summary>Rows of features, NaN where missing, each with the prediction of the original.</summary>
    public static IEnumerable<(double[] Features, double Prediction)> Rows(string name) => Text(name)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => line.Split(',').Select(n => n.Length == 0 ? double.NaN : double.Parse(n, CultureInfo.InvariantCulture)).ToArray())
        .Select(numbers => (numbers[..^1], numbers[^1]));
}
