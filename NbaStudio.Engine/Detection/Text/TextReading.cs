namespace NbaStudio.Engine.Detection.Text;

/// <summary>What a text was taken for.</summary>
/// <param name="Label">Index of the likeliest label; -1 when the text has nothing that is known.</param>
/// <param name="Confidence">Its probability, in [0, 1].</param>
public readonly record struct TextReading(int Label, double Confidence)
{
    /// <summary>Nothing in the text is known.</summary>
    public static TextReading None { get; } = new(-1, 0);
}
