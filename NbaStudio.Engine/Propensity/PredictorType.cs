namespace NbaStudio.Engine.Propensity;

/// <summary>How a predictor's values are put into bins.</summary>
public enum PredictorType : byte
{
    /// <summary>Ordered: quantiles.</summary>
    Numeric,

    /// <summary>Codes without order (text, booleans): the most frequent values and a residual.</summary>
    Categorical,
}
