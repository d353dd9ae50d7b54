using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Properties that text models write into events: known to expressions without being declared by hand.</summary>
internal static class TextOutputs
{
    /// <summary>The properties that models write into events of a type.</summary>
    public static IEnumerable<EventPropertyDocument> Of(PolicyDocument document, string eventType) =>
        document.TextModels.Where(m => m.Output.Length > 0 && TextValue.Fold(m.Event) == TextValue.Fold(eventType)).SelectMany(Of);

    public static IEnumerable<EventPropertyDocument> Of(TextModelDocument model) =>
    [
        new() { Name = model.Output, Type = "text" },
        new() { Name = model.Output + TextModelSnapshot.ConfidenceEnding, Type = "number" },
    ];
}
