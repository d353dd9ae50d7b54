namespace NbaStudio.Components.Pages.Models;

/// <summary>Whether P can be taken at its word.</summary>
public enum CalibrationVerdict : byte { TooEarly, Calibrated, Not }
