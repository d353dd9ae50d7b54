namespace NbaStudio.Engine.Policies;

/// <summary>Says what free text in events means: a model learned from examples writes a label into the event before anything else looks at it.</summary>
public sealed record TextModelDocument
{
    public int? Key { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    /// <summary>Type of the events whose text is read; it has to be declared.</summary>
    public string Event { get; init; } = "";
    /// <summary>Declared text property that is read.</summary>
    public string Property { get; init; } = "";
    /// <summary>Property that the label is written to, such as sentiment; its probability goes to &lt;output&gt;_confidence.</summary>
    public string Output { get; init; } = "";
    /// <summary>Least confidence, in [0, 1]; below it the label is unknown. Default 0.5.</summary>
    public double Threshold { get; init; } = 0.5;
    public IReadOnlyList<TextLabelDocument> Labels { get; init; } = [];
    public IReadOnlyList<TextExampleDocument> Examples { get; init; } = [];
}

/// <summary>Something that a text can mean.</summary>
public sealed record TextLabelDocument
{
    public string Id { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
}

/// <summary>A text that somebody labelled.</summary>
public sealed record TextExampleDocument
{
    public string Text { get; init; } = "";
    /// <summary>Id of its label.</summary>
    public string Label { get; init; } = "";
}
