namespace NbaStudio.Engine.Scores;

/// <summary>A model that somebody trained elsewhere, read from its file. Immutable and thread safe; scoring allocates nothing.</summary>
public abstract class ImportedModel
{
    private protected ImportedModel(ScoreFormat format, ScoreOutput output, IReadOnlyList<ScoreFeature> features) => (Format, Output, Features) = (format, output, features);

    public ScoreFormat Format { get; }

    public ScoreOutput Output { get; }

    /// <summary>In the order in which <see cref="Score"/> takes their values.</summary>
    public IReadOnlyList<ScoreFeature> Features { get; }

    /// <summary>Trees, or coefficients without the intercept.</summary>
    public abstract int Parts { get; }

    /// <summary>What the model says.</summary>
    /// <param name="features">Values by feature; NaN = missing. Categories as their codes.</param>
    /// <returns>The number that the original gives for the same features; NaN where the model has no answer because a value is missing.</returns>
    /// <exception cref="ArgumentException">There are fewer or more values than features.</exception>
    public double Score(ReadOnlySpan<double> features) => features.Length == Features.Count
        ? Compute(features)
        : throw new ArgumentException($"The model has {Features.Count} features; {features.Length} values were given.", nameof(features));

    private protected abstract double Compute(ReadOnlySpan<double> features);
}
