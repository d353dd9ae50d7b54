using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>A difference as a share of the control's mean, by the delta method.</summary>
/// <param name="Lift">0.1 is 10 % more than the control.</param>
/// <param name="StandardError">Of the lift, above 0.</param>
/// <param name="Fixed">Interval for one planned look.</param>
/// <param name="PValue">Of the lift, for one planned look. That of the difference is the better test where the control's mean is uncertain.</param>
/// <param name="Anytime">Interval that holds at every look.</param>
public sealed record RelativeEffect(double Lift, double StandardError, ConfidenceInterval Fixed, double PValue, ConfidenceInterval Anytime);
