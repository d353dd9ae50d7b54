namespace NbaStudio.Engine.Scores;

/// <summary>What the number of an imported model means.</summary>
public enum ScoreOutput : byte
{
    /// <summary>A chance, in [0, 1].</summary>
    Probability,

    /// <summary>Any number, such as money or days.</summary>
    Number,
}
