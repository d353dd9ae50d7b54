namespace NbaStudio.Engine.Detection.Text;

/// <summary>What a model that had not seen a text took it for.</summary>
/// <param name="Example">Index of the example.</param>
/// <param name="Label">What it is.</param>
/// <param name="Predicted">The likeliest label; -1 when nothing in the text was known.</param>
/// <param name="Confidence">In [0, 1].</param>
public readonly record struct HeldOutText(int Example, int Label, int Predicted, double Confidence)
{
    public bool IsRight => Label == Predicted;
}
