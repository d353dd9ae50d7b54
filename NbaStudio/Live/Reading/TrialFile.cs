namespace NbaStudio.Live.Reading;

/// <summary>A file that was taken in for a trial, and what its columns are. Disposing of it deletes the copy.</summary>
/// <param name="path">Where the copy is.</param>
/// <param name="name">For people.</param>
/// <param name="rows">Rows that could be read.</param>
public sealed class TrialFile(string path, string name, long rows, IReadOnlyList<TrialColumn> columns) : IDisposable
{
    private static readonly string[] Outcomes = ["target", "y", "outcome", "label", "response", "accepted", "converted", "clicked", "subscribed", "purchased", "churn"];
    private static readonly string[] Successes = ["yes", "true", "1", "y", "t", "accepted", "はい"];

    public string Path { get; } = path;

    public string Name { get; } = name;

    public long Rows { get; } = rows;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<TrialColumn> Columns { get; } = columns;

    /// <summary>The column that looks most like an outcome: by its name, else the last one with two values; null where none has two values or more.</summary>
    public TrialColumn? GuessTarget() =>
        Columns.FirstOrDefault(c => c.CanBeTarget && Outcomes.Contains(c.Name, StringComparer.OrdinalIgnoreCase))
        ?? Columns.LastOrDefault(c => c.Values.Count == 2 && !c.HasMoreValues) ?? Columns.LastOrDefault(c => c.CanBeTarget && !c.IsNumber);

    /// <summary>The value that looks most like a success: by its name, else the rarer one.</summary>
    public static string GuessPositive(TrialColumn target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Values.FirstOrDefault(v => Successes.Contains(v.Value, StringComparer.OrdinalIgnoreCase)).Value ?? target.Values.MinBy(v => v.Rows).Value;
    }

    public void Dispose() => File.Delete(Path);
}

/// <summary>A column of a file.</summary>
/// <param name="Name">From the header.</param>
/// <param name="IsNumber">Whether everything in it is a number.</param>
/// <param name="Filled">Rows with something in it.</param>
/// <param name="Values">The most frequent values, at most 20.</param>
/// <param name="HasMoreValues">Whether there are others.</param>
public sealed record TrialColumn(string Name, bool IsNumber, long Filled, IReadOnlyList<(string Value, long Rows)> Values, bool HasMoreValues)
{
    /// <summary>Whether there is anything to tell apart.</summary>
    public bool CanBeTarget => Values.Count >= 2;
}
