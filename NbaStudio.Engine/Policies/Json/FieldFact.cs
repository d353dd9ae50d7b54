namespace NbaStudio.Engine.Policies.Json;

/// <summary>What a field of a document means and allows: said once, used by validation and by the JSON schema.</summary>
/// <param name="Description">One plain sentence.</param>
internal sealed record FieldFact(string Description)
{
    public double Minimum { get; init; } = double.NegativeInfinity;

    public double Maximum { get; init; } = double.PositiveInfinity;

    public bool ExclusiveMinimum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    /// <summary>Allowed words; empty = any text.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public TimeSpan? ShortestDuration { get; init; }

    public TimeSpan? LongestDuration { get; init; }

    /// <summary>Whether the text is a time of day.</summary>
    public bool IsTimeOfDay { get; init; }

    public bool IsRequired { get; init; }

    public int MaximumLength { get; init; } = int.MaxValue;

    public bool IsDuration => LongestDuration is not null;

    public bool HasRange => !double.IsInfinity(Minimum) || !double.IsInfinity(Maximum);

    public bool Allows(double number) =>
        double.IsFinite(number) && (ExclusiveMinimum ? number > Minimum : number >= Minimum) && (ExclusiveMaximum ? number < Maximum : number <= Maximum);

    /// <summary>The allowed range in words, such as "above 0 and at most 0.5".</summary>
    public string RangeText()
    {
        var low = double.IsInfinity(Minimum) ? null : ExclusiveMinimum ? $"above {Text(Minimum)}" : $"at least {Text(Minimum)}";
        var high = double.IsInfinity(Maximum) ? null : ExclusiveMaximum ? $"below {Text(Maximum)}" : $"at most {Text(Maximum)}";
        return !ExclusiveMinimum && !ExclusiveMaximum && low is not null && high is not null
            ? $"{Text(Minimum)} to {Text(Maximum)}"
            : string.Join(" and ", new[] { low, high }.OfType<string>());
    }

    private static string Text(double number) => number.ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture);
}
