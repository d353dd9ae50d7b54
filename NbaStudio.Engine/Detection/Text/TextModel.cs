using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Detection.Text;

/// <summary>A text model of a revision, learned: it says what a text means, or that it is not sure. Immutable and thread safe.</summary>
public sealed class TextModel
{
    private static readonly TextValue UnknownLabel = new(TextModelSnapshot.Unknown);

    internal TextModel(TextModelSnapshot definition, TextClassifier classifier, TextEvaluation evaluation) =>
        (Definition, Classifier, Evaluation) = (definition, classifier, evaluation);

    public TextModelSnapshot Definition { get; }

    public TextClassifier Classifier { get; }

    /// <summary>How well it does on examples that it had not seen.</summary>
    public TextEvaluation Evaluation { get; }

    /// <summary>Reads a text.</summary>
    /// <returns>The id of the likeliest label, or unknown below the threshold; and its confidence, in [0, 1].</returns>
    public (TextValue Label, double Confidence) Read(TextValue text)
    {
        var reading = Classifier.Read(text);
        var isKnown = reading.Label >= 0 && reading.Confidence >= Definition.Threshold;
        return (isKnown ? Definition.Labels[reading.Label].Id : UnknownLabel, reading.Confidence);
    }

    /// <summary>Whether a source may state this as the meaning of a text itself.</summary>
    public bool Allows(Value stated) =>
        stated.Text is { } text && (text.Equals(UnknownLabel) || Definition.Labels.Any(l => l.Id.Equals(text)));
}
