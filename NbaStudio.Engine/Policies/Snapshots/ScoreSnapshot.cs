using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Scores;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>An imported model, ready to score. Immutable and thread safe.</summary>
/// <param name="Slot">Where its answer stands among the inputs; -1 = no rule of the revision reads it, so it is not computed.</param>
/// <param name="Inputs">By feature of the model; empty where it is not computed.</param>
public sealed record ScoreSnapshot(int Index, int Key, string Name, LabelSnapshot Label, ImportedModel Model, int Slot, IReadOnlyList<ScoreInput> Inputs)
{
    /// <summary>Of the file and of what its features and categories are: another one is another model.</summary>
    public ulong Fingerprint { get; init; }
}

/// <summary>Where the value of a feature comes from.</summary>
/// <param name="Slot">Index in the layout; -1 = the model does not look at it.</param>
/// <param name="Codes">Code of each text, folded; null = the input is a number.</param>
public sealed record ScoreInput(int Slot, IReadOnlyDictionary<string, int>? Codes)
{
    /// <summary>The feature as the model takes it; NaN = missing. A text that has no code is missing.</summary>
    public double Of(in Value value) => Codes is null
        ? value.Kind is ValueKind.Number or ValueKind.Money or ValueKind.Boolean ? value.Number : double.NaN
        : value.Text is { } text && Codes.TryGetValue(text.Folded, out var code) ? code : double.NaN;
}
