using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks text models: what they read, what they write, and whether their examples can be learned from.</summary>
internal sealed class TextModelValidator : IPolicyValidator
{
    private const int MostModels = 20;
    private const int FewestLabels = 2;
    private const int MostLabels = 200;
    private const int MostExamples = 20_000;

    /// <summary>Fewest examples of a label that can be learned and tested.</summary>
    private const int FewestExamples = 5;

    /// <summary>With fewer than this the result is hardly better than guessing.</summary>
    private const int FewExamples = 20;

    private static readonly CleanMembers Clean = new();

    public void Validate(ValidationContext context)
    {
        if (context.Document.TextModels.Count > MostModels)
        {
            context.Issues.Error("textModel.count", "textModels", null, Text(context.Document.TextModels.Count), Text(MostModels));
        }

        var written = new Dictionary<(string Event, string Property), string>();
        foreach (var (model, path) in DocumentIndex.Locate(context.Document.TextModels, "textModels", m => m.Name))
        {
            CheckInput(model, path, context);
            CheckOutput(model, path, written, context);
            CheckLabels(model, path, context.Issues);
            Clean.Check(model, "", context.Issues, () => CheckExamples(model, path, context.Issues));
        }
    }

    private static void CheckInput(TextModelDocument model, string path, ValidationContext context)
    {
        if (string.IsNullOrWhiteSpace(model.Event))
        {
            return;
        }

        var declared = EventOf(model, context.Document);
        if (declared is null)
        {
            context.Issues.Error("reference.unknown", path + "/event", NearestName.Find(model.Event, context.Document.Events.Select(e => e.Type)), "event", model.Event);
        }
        else if (declared.Properties.FirstOrDefault(p => p.Name == model.Property) is not { } property)
        {
            if (!string.IsNullOrWhiteSpace(model.Property))
            {
                var near = NearestName.Find(model.Property, declared.Properties.Select(p => p.Name));
                context.Issues.Error("textModel.propertyUnknown", path + "/property", near, declared.Type, model.Property);
            }
        }
        else if (property.Type != "text")
        {
            context.Issues.Error("textModel.propertyType", path + "/property", null, model.Property, property.Type);
        }
    }

    private static void CheckOutput(TextModelDocument model, string path, Dictionary<(string, string), string> written, ValidationContext context)
    {
        if (string.IsNullOrWhiteSpace(model.Output))
        {
            return;
        }

        if (!IdentityValidator.IsName(model.Output + TextModelSnapshot.ConfidenceEnding))
        {
            context.Issues.Error("textModel.output", path + "/output", null, model.Output, Text(IdentityValidator.MaximumLength - TextModelSnapshot.ConfidenceEnding.Length));
        }

        var declared = EventOf(model, context.Document);
        foreach (var output in TextOutputs.Of(model))
        {
            if (declared?.Properties.Any(p => string.Equals(p.Name, output.Name, StringComparison.OrdinalIgnoreCase)) == true)
            {
                context.Issues.Error("textModel.outputDeclared", path + "/output", null, output.Name, declared.Type);
            }
            else if (!written.TryAdd((TextValue.Fold(model.Event), output.Name.ToUpperInvariant()), model.Name))
            {
                context.Issues.Error("textModel.outputTwice", path + "/output", null, output.Name, written[(TextValue.Fold(model.Event), output.Name.ToUpperInvariant())]);
            }
        }
    }

    private static void CheckLabels(TextModelDocument model, string path, IssueList issues)
    {
        if (model.Labels.Count is < FewestLabels or > MostLabels)
        {
            issues.Error("textModel.labels", path + "/labels", null, Text(model.Labels.Count), Text(FewestLabels), Text(MostLabels));
        }

        foreach (var (label, place) in DocumentIndex.Locate(model.Labels, path + "/labels", l => l.Id))
        {
            if (TextValue.Fold(label.Id) == TextValue.Fold(TextModelSnapshot.Unknown))
            {
                issues.Error("textModel.reserved", place + "/id", null, TextModelSnapshot.Unknown);
            }
        }
    }

    private static void CheckExamples(TextModelDocument model, string path, IssueList issues)
    {
        if (model.Examples.Count > MostExamples)
        {
            issues.Error("textModel.examples", path + "/examples", null, Text(model.Examples.Count), Text(MostExamples));
            return;
        }

        var perLabel = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var label in model.Labels)
        {
            perLabel.TryAdd(label.Id, 0);
        }

        var seen = new Dictionary<string, (int Index, string Label)>(StringComparer.Ordinal);
        for (var i = 0; i < model.Examples.Count; i++)
        {
            var example = model.Examples[i];
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}/examples/{i}");
            if (perLabel.TryGetValue(example.Label, out var count))
            {
                perLabel[example.Label] = count + 1;
            }
            else if (!string.IsNullOrWhiteSpace(example.Label))
            {
                issues.Error("reference.unknown", place + "/label", NearestName.Find(example.Label, perLabel.Keys), "label", example.Label);
            }

            if (string.IsNullOrWhiteSpace(example.Text) || seen.TryAdd(TextValue.Fold(example.Text.Trim()), (i, example.Label)))
            {
                continue;
            }

            var before = seen[TextValue.Fold(example.Text.Trim())];
            if (before.Label == example.Label)
            {
                issues.Warning("textModel.repeated", place + "/text", null, example.Text, Text(before.Index));
            }
            else
            {
                issues.Error("textModel.contradiction", place + "/label", null, example.Text, before.Label, example.Label);
            }
        }

        foreach (var (label, count) in perLabel)
        {
            Report(label, count, path + "/examples", issues);
        }
    }

    private static void Report(string label, int count, string path, IssueList issues)
    {
        if (count < FewestExamples)
        {
            issues.Error("textModel.tooFew", path, null, label, Text(count), Text(FewestExamples));
        }
        else if (count < FewExamples)
        {
            issues.Warning("textModel.few", path, null, label, Text(count), Text(FewExamples));
        }
    }

    private static EventDocument? EventOf(TextModelDocument model, PolicyDocument document) =>
        document.Events.FirstOrDefault(e => TextValue.Fold(e.Type) == TextValue.Fold(model.Event));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
