namespace NbaStudio.Engine.Evaluation;

/// <summary>A range that holds the truth with a stated confidence.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end, at least <paramref name="Low"/>.</param>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    public bool Contains(double value) => value >= Low && value <= High;
}
