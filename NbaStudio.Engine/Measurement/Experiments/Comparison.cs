namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>One line to judge: an arm against its control on one metric.</summary>
/// <param name="Yes">Where the metric is yes or no: how many said yes in the arm and in the control; else null.</param>
/// <param name="LowerIsBetter">True for metrics such as complaints.</param>
/// <param name="MissingIsEven">False where values are missing more in one arm than chance explains.</param>
public sealed record Comparison(string Metric, string Arm, ArmEstimate Treated, ArmEstimate Control, (long Arm, long Control)? Yes, bool LowerIsBetter, bool MissingIsEven);
