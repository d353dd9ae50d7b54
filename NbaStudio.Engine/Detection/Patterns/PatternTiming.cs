namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>How a trigger lets its pattern rest and wait.</summary>
/// <param name="CoolDown">Milliseconds after a match's instant whose events belong to no match; 0 = none.</param>
/// <param name="WaitForLate">Milliseconds that matches are held back for late events; 0 = given at once.</param>
public readonly record struct PatternTiming(long CoolDown, long WaitForLate = 0);
