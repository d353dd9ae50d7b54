using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Text;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>What free text in events of a type means, compiled but not learned yet.</summary>
/// <param name="Index">Dense index among the text models.</param>
/// <param name="EventType">Events whose text is read.</param>
/// <param name="Property">Text property that is read.</param>
/// <param name="Output">Property that the label is written to.</param>
/// <param name="Threshold">Least confidence, in [0, 1].</param>
/// <param name="Examples">What it is learned from; labels by index.</param>
public sealed record TextModelSnapshot(
    int Index, int Key, string Name, LabelSnapshot Label, TextValue EventType, string Property, string Output, double Threshold, IReadOnlyList<TextLabelSnapshot> Labels,
    IReadOnlyList<TextExample> Examples)
{
    /// <summary>Ending of the property that holds the confidence.</summary>
    public const string ConfidenceEnding = "_confidence";

    /// <summary>Id that stands for a text whose meaning is not sure enough.</summary>
    public const string Unknown = "unknown";

    /// <summary>Property that the confidence is written to.</summary>
    public string ConfidenceOutput { get; } = Output + ConfidenceEnding;
}

/// <summary>Something that a text can mean.</summary>
public sealed record TextLabelSnapshot(int Index, TextValue Id, LabelSnapshot Label);
