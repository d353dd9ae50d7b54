using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity.Starts;

namespace NbaStudio.Live.Reading;

/// <summary>How a file is to be read as responses.</summary>
/// <param name="Target">Column of the outcome.</param>
/// <param name="Positive">What stands there for a success.</param>
/// <param name="Map">Column by predictor, by its full or its short name; an empty column leaves a predictor out. Predictors that are not named take a column of their name.</param>
/// <param name="MapsAll">Whether predictors that are not named stay without a column.</param>
/// <param name="FurtherHead">The head; null = the primary one.</param>
/// <param name="Effective">How many responses the rows count for together at most.</param>
/// <param name="Again">Whether a file that was taken before is taken once more.</param>
public sealed record StartSettings(
    string Target, string Positive, IReadOnlyList<(string Predictor, string Column)> Map, bool MapsAll = false, HeadKind? FurtherHead = null, int Effective = StartLimits.StandardEffective, bool Again = false);

/// <summary>A treatment whose models can be started.</summary>
/// <param name="Name">Action and channel, in the reader's language.</param>
/// <param name="Primary">Kind of the primary head.</param>
/// <param name="Further">Kinds of the further heads.</param>
public sealed record StartTarget(string TreatmentId, string Name, HeadKind Primary, IReadOnlyList<HeadKind> Further);

/// <summary>A predictor that a column can be mapped to.</summary>
/// <param name="Name">Its name in conditions.</param>
/// <param name="Label">In the reader's language.</param>
public sealed record StartPredictor(string Name, string Label);
