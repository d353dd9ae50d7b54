using NbaStudio.Engine.Evaluation;

namespace NbaStudio.Engine.Detection.Text;

/// <summary>How well a classifier does on texts that it has not seen. Immutable.</summary>
/// <param name="LabelCount">Labels that there are.</param>
/// <param name="Texts">Every text, predicted once by a model that was learned without it.</param>
/// <param name="Progressive">Texts that were right when each was predicted before it was learned, in one pass; 0 for a test on other texts.</param>
public sealed record TextEvaluation(int LabelCount, IReadOnlyList<HeldOutText> Texts, int Progressive)
{
    /// <summary>Texts that were right.</summary>
    public int Right { get; } = Texts.Count(t => t.IsRight);

    /// <summary>Share that was right, in [0, 1]; 0 without texts.</summary>
    public double Accuracy => Texts.Count == 0 ? 0 : Right / (double)Texts.Count;

    public ConfidenceInterval AccuracyInterval => WilsonInterval.Of(Right, Texts.Count);

    /// <summary>Share that was right when predicted before it was learned, in [0, 1].</summary>
    public double ProgressiveAccuracy => Texts.Count == 0 ? 0 : Progressive / (double)Texts.Count;

    public ConfidenceInterval ProgressiveInterval => WilsonInterval.Of(Progressive, Texts.Count);

    /// <summary>Mean over the labels of 2 x precision x recall / (precision + recall), in [0, 1]; labels without any text or prediction are left out.</summary>
    public double MacroF1 { get; } = MacroF1Of(LabelCount, Texts);

    /// <summary>Texts by label (rows) and by what they were taken for (columns, the last one: nothing known).</summary>
    public int[][] Confusion()
    {
        var counts = new int[LabelCount][];
        for (var label = 0; label < LabelCount; label++)
        {
            counts[label] = new int[LabelCount + 1];
        }

        foreach (var text in Texts)
        {
            counts[text.Label][text.Predicted < 0 ? LabelCount : text.Predicted]++;
        }

        return counts;
    }

    /// <summary>What a threshold would do.</summary>
    /// <param name="threshold">Least confidence, in [0, 1]; below it a text is unknown.</param>
    public TextThresholdEffect At(double threshold)
    {
        var known = Texts.Where(t => t.Predicted >= 0 && t.Confidence >= threshold).ToList();
        return new TextThresholdEffect(threshold, Texts.Count, known.Count, known.Count(t => t.IsRight));
    }

    private static double MacroF1Of(int labels, IReadOnlyList<HeldOutText> texts)
    {
        var (right, said, are) = (new int[labels], new int[labels], new int[labels]);
        foreach (var text in texts)
        {
            are[text.Label]++;
            if (text.Predicted >= 0)
            {
                said[text.Predicted]++;
                right[text.Predicted] += text.IsRight ? 1 : 0;
            }
        }

        return Enumerable.Range(0, labels).Where(l => said[l] + are[l] > 0).Select(l => 2.0 * right[l] / (said[l] + are[l])).DefaultIfEmpty(0).Average();
    }
}

/// <summary>What a threshold does to texts that the classifier has not seen.</summary>
/// <param name="Threshold">Least confidence.</param>
/// <param name="Texts">All texts.</param>
/// <param name="Known">Texts that are sure enough.</param>
/// <param name="Right">Those of them that were right.</param>
public sealed record TextThresholdEffect(double Threshold, int Texts, int Known, int Right)
{
    /// <summary>Share of unknown, in [0, 1]; 0 without texts.</summary>
    public double UnknownShare => Texts == 0 ? 0 : 1 - (Known / (double)Texts);

    /// <summary>Share of the known that was right, in [0, 1]; 0 without any.</summary>
    public double Accuracy => Known == 0 ? 0 : Right / (double)Known;

    public ConfidenceInterval AccuracyInterval => WilsonInterval.Of(Right, Known);
}
