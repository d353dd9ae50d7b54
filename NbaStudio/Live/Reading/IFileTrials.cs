namespace NbaStudio.Live.Reading;

/// <summary>Tells whether the hub would learn from the rows of a file. Nothing has an effect on the hub's own models. Thread safe.</summary>
public interface IFileTrials
{
    /// <summary>Largest file.</summary>
    const long MaximumBytes = 50L << 20;

    /// <summary>Most columns to learn from.</summary>
    const int MostColumns = 700;

    /// <summary>Most values of a column that are listed.</summary>
    const int MostValues = 20;

    /// <summary>Takes a CSV in and reads once through it. Dispose of what is returned: the copy goes with it.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="name">For people.</param>
    /// <returns>Null when it is no CSV with a header and at least one row.</returns>
    /// <exception cref="IOException">It is larger than <see cref="MaximumBytes"/>, or could not be kept.</exception>
    Task<TrialFile?> OpenAsync(Stream content, string name, CancellationToken cancellationToken = default);

    /// <summary>Predicts each row before it is learned, and judges that.</summary>
    /// <param name="progress">Told the share of rows that are learned, in [0, 1], on a thread of its own.</param>
    /// <exception cref="ArgumentException">A column is not in the file, the target's value is not there or the only one, or no column is left to learn from.</exception>
    Task<FileTrialResult> RunAsync(TrialFile file, FileTrialSettings settings, IProgress<double>? progress = null, CancellationToken cancellationToken = default);
}

/// <summary>What is tried.</summary>
/// <param name="Target">Column of the outcome.</param>
/// <param name="Positive">What stands there for a success.</param>
/// <param name="LeftOut">Columns not to learn from.</param>
/// <param name="Delay">An outcome is known only after this many further rows, at least 0.</param>
public sealed record FileTrialSettings(string Target, string Positive, IReadOnlyCollection<string> LeftOut, int Delay);
