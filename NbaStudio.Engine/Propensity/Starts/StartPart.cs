namespace NbaStudio.Engine.Propensity.Starts;

/// <summary>Some rows of a file that models are started from; the parts of a file follow each other in the journal with nothing between them.</summary>
/// <param name="Start">The whole file; its time is that of the journal's entry.</param>
/// <param name="First">Number of the first row, from 0.</param>
/// <param name="Columns">The predictors that the file has a column for.</param>
/// <param name="Codes">Values as models keep them, row by row (see <see cref="StartLimits.CodeOf"/>).</param>
/// <param name="Positives">How each row ended.</param>
public sealed record StartPart(FileStart Start, int First, IReadOnlyList<PredictorDefinition> Columns, uint[] Codes, bool[] Positives);
