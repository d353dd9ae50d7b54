namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>One line to judge: an arm against its control on one metric.</summary>
/// <param name="Yes">Where the metric is yes or no: how many said yes in the arm and in the control; else null.</param>
/// <param name="LowerIsBetter">True for metrics such as complaints.</param>
/// <param name="MissingIsEven">False where values are missing more in one arm than chance explains.</param>
public sealed record Comparison(string Metric, string Arm, ArmEstimate Treated, ArmEstimate Control, (long Arm, long Control)? Yes, bool LowerIsBetter, bool MissingIsEven)
{
    /// <summary>The split of this line, where lines have one each; null = the split of the experiment.</summary>
    public SampleRatio? Split { get; init; }

    /// <summary>What has grown between looks where it is not the number of customers, such as purchases of the same customers, at least 1; null = customers of both arms.</summary>
    public double? Clock { get; init; }

    /// <summary>Why there is no number, where whoever asks knows more than the judge; null = the judge decides.</summary>
    public Refusal? Refused { get; init; }
}
