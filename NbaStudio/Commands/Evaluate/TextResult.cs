namespace NbaStudio.Commands.Evaluate;

/// <summary>The result of evaluate text for programs.</summary>
/// <param name="Train">Texts learned.</param>
/// <param name="Test">Texts tested.</param>
/// <param name="Accuracy">Share that was right, in [0, 1]; with its 95 % interval.</param>
/// <param name="MicrosecondsPerText">Mean time to read one text.</param>
/// <param name="HeldOut">Whether the tested texts are those of the file, each predicted by what was learned from the others.</param>
/// <param name="Mistakes">What was taken for what, most frequent first.</param>
internal sealed record TextResult(
    int Train, int Test, int Classes, double Accuracy, double MacroF1, double MicrosecondsPerText, double AccuracyLow, double AccuracyHigh, bool HeldOut, double TrainSeconds,
    TextProgress Progressive, int Skipped, IReadOnlyList<TextMistake> Mistakes);

/// <summary>Predicted before learned, in file order.</summary>
internal sealed record TextProgress(int Count, int Right)
{
    public double Accuracy => Count == 0 ? 0 : Right / (double)Count;
}

/// <param name="Taken">Null: nothing in the text was known.</param>
internal sealed record TextMistake(string Label, string? Taken, int Count);
