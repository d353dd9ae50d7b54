using NbaStudio.Engine.Detection.Text;

namespace NbaStudio.Live.Reading;

/// <summary>Reads what the live policy makes of free text.</summary>
public interface ITextModelReader
{
    /// <summary>Every text model with its examples and how well it does.</summary>
    Task<TextModelList> ReadAsync(string language, CancellationToken cancellationToken = default);

    /// <summary>What a model makes of a text now, without recording anything; null when there is no such model.</summary>
    /// <param name="model">Name of the model.</param>
    Task<TextTrial?> TryAsync(string model, string text, string language, CancellationToken cancellationToken = default);
}

/// <param name="Models">In the policy's order.</param>
public sealed record TextModelList(IReadOnlyList<TextModelView> Models);

/// <summary>One text model.</summary>
public sealed record TextModelView
{
    /// <summary>Name in the policy.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Type of the events whose text is read.</summary>
    public required string Event { get; init; }

    /// <summary>Property that is read.</summary>
    public required string Property { get; init; }

    /// <summary>Property that is written.</summary>
    public required string Output { get; init; }

    /// <summary>Least confidence, in [0, 1].</summary>
    public required double Threshold { get; init; }

    public required IReadOnlyList<TextLabelView> Labels { get; init; }

    public required IReadOnlyList<TextExampleView> Examples { get; init; }

    /// <summary>How well it does on texts that it had not seen.</summary>
    public required TextEvaluation Evaluation { get; init; }
}

/// <param name="Examples">Examples of this label.</param>
/// <param name="Right">Those of them that were right when held out.</param>
public sealed record TextLabelView(string Id, string Name, int Examples, int Right);

/// <summary>One example, and what a model that had not seen it took it for.</summary>
/// <param name="Language">Language tag of the text, as far as its script tells.</param>
/// <param name="Label">Index of its label.</param>
/// <param name="Predicted">Index of what it was taken for; -1 when nothing in it was known.</param>
/// <param name="Confidence">In [0, 1].</param>
public sealed record TextExampleView(string Text, string Language, int Label, int Predicted, double Confidence)
{
    public bool IsRight => Label == Predicted;
}

/// <summary>What a model makes of a text.</summary>
/// <param name="Label">Name of the likeliest label; null when nothing in the text is known.</param>
/// <param name="IsSure">Whether its confidence reaches the threshold.</param>
/// <param name="Labels">Every label with its probability, likeliest first.</param>
/// <param name="Pieces">What spoke for the likeliest label, strongest first.</param>
public sealed record TextTrial(string? Label, bool IsSure, IReadOnlyList<TextTrialLabel> Labels, IReadOnlyList<TextPiece> Pieces);

/// <param name="Probability">In [0, 1].</param>
public sealed record TextTrialLabel(string Name, double Probability);
