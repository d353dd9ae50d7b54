namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>The result of evaluate experiment for programs.</summary>
/// <param name="Arms">Of each metric and arm, the control first.</param>
/// <param name="SampleRatio">The check of the split; it comes before everything else.</param>
/// <param name="Effects">None where the split is broken.</param>
/// <param name="Winner">The one arm that is better than the control on the first metric; null where there is none, or more than one.</param>
/// <param name="Verdict">The same in words.</param>
internal sealed record ExperimentResult(
    IReadOnlyList<ExperimentArmNumbers> Arms, SampleRatioNumbers? SampleRatio, IReadOnlyList<ExperimentEffect> Effects, string? Winner, string Verdict, int Crossed, int Skipped, IReadOnlyList<string> Warnings);

/// <param name="Metric">Name of its column.</param>
/// <param name="Count">Customers with a value, or all where the split is broken; <paramref name="Missing"/> have none.</param>
/// <param name="Rate">Of a yes-no metric: an interval of the rate that holds at every look.</param>
internal sealed record ExperimentArmNumbers(string Name, string Metric, long Count, double? Mean, double? StandardDeviation, long Missing, AnytimeRate? Rate);

internal sealed record AnytimeRate(double Low, double High);

internal sealed record SampleRatioNumbers(double PValue, bool Ok);

/// <param name="Relative">Share of the control; null where the control is too near 0.</param>
/// <param name="PValue">Welch, for one planned look; <paramref name="AdjustedPValue"/> over all lines.</param>
internal sealed record ExperimentEffect(
    string Metric, string Arm, string Control, double? Difference, double? StandardError, double? Low, double? High, double? Relative, double? RelativeLow, double? RelativeHigh, double? RelativeStandardError,
    double? RelativePValue, double? PValue, double? AdjustedPValue, AnytimeEffect? AlwaysValid, string Verdict, string? Refusal);

/// <summary>The same, holding at every look.</summary>
internal sealed record AnytimeEffect(double Low, double High, double? RelativeLow, double? RelativeHigh, double PValue, double AdjustedPValue);
