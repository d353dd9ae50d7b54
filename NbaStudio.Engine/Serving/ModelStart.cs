using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>Rows of a file from which one head of a treatment's models is to be started.</summary>
/// <param name="FurtherHead">The head; null = the primary one.</param>
/// <param name="File">Name of the file, for people.</param>
/// <param name="Fingerprint">Of the file's content.</param>
/// <param name="Predictors">Names of the predictors that the file has a column for.</param>
/// <param name="Values">Row by row a value for each of them: a number, a text's stable code, or NaN when missing.</param>
/// <param name="Positives">How each row ended.</param>
/// <param name="Effective">How many responses the rows count for together at most.</param>
/// <param name="Again">Whether a file that was taken before is taken once more.</param>
public sealed record ModelStart(
    HeadKind? FurtherHead, string File, ulong Fingerprint, IReadOnlyList<string> Predictors, double[] Values, bool[] Positives, int Effective, bool Again);
