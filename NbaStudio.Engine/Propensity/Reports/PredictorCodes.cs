using NbaStudio.Engine.Conditions;

namespace NbaStudio.Engine.Propensity.Reports;

/// <summary>The codes under which models know texts: a code cannot be turned back, but known texts can be looked for.</summary>
public static class PredictorCodes
{
    /// <summary>The code of a value as it stands in <see cref="PredictorBin.Code"/>.</summary>
    public static uint Of(Value value) => PredictorCode.Of(value.Predictor, PredictorType.Categorical);
}
