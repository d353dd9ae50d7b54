namespace NbaStudio.Engine.Conditions;

/// <summary>Three-valued truth: a comparison with a missing value is unknown.</summary>
public enum Ternary : byte
{
    False = 0,
    True = 1,
    Unknown = 2,
}
