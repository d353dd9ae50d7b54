namespace NbaStudio.Benchmarks.Propensity;

/// <summary>What happens to simulated customers half-way.</summary>
internal enum DriftChange
{
    Nothing,
    OtherTastes,
    HalfAsMuch,
    OneTreatmentOnly,
}
