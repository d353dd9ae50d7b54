namespace NbaStudio.Engine.Scores;

/// <summary>Who wrote a model file.</summary>
public enum ScoreFormat : byte { XGBoost, LightGbm, Logistic }
