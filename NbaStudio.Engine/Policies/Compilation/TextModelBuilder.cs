using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Text;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Compiles the text models of a valid document. They are learned when the revision goes into service, not here.</summary>
internal static class TextModelBuilder
{
    public static IReadOnlyList<TextModelSnapshot> Build(PolicyDocument document) => [.. document.TextModels.Select((m, i) => Build(m, i, document.DefaultLanguage))];

    private static TextModelSnapshot Build(TextModelDocument model, int index, string language)
    {
        TextLabelSnapshot[] labels = [.. model.Labels.Select((l, i) => new TextLabelSnapshot(i, new TextValue(l.Id), new LabelSnapshot(l.Id, language, l.Label)))];
        var byId = labels.ToDictionary(l => l.Id.Original, l => l.Index, StringComparer.Ordinal);
        return new TextModelSnapshot(
            index, model.Key ?? 0, model.Name, new LabelSnapshot(model.Name, language, model.Label), new TextValue(model.Event), model.Property, model.Output, model.Threshold,
            labels, [.. model.Examples.Select(e => new TextExample(e.Text, byId[e.Label]))]);
    }
}
