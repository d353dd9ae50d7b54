namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>A slot that propensity models learn from.</summary>
/// <param name="Slot">Index in the layout.</param>
/// <param name="Name">Canonical name of the slot.</param>
/// <param name="Numeric">Whether it is binned by quantiles; else by its most frequent values (text, yes-no, weekday, undeclared context).</param>
public readonly record struct PredictorSlot(int Slot, string Name, bool Numeric);
