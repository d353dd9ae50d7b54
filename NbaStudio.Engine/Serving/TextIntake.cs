using System.Collections.Frozen;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Text;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>Writes what free text means into events, at the door: before aggregates, patterns, conditions and triggers see them. Immutable and thread safe.</summary>
internal sealed class TextIntake(IReadOnlyList<TextModel> models)
{
    private const int Decimals = 4;

    private readonly FrozenDictionary<TextValue, TextModel[]> _byEvent = models.GroupBy(m => m.Definition.EventType).ToFrozenDictionary(g => g.Key, g => g.ToArray());

    public IReadOnlyList<TextModel> Models { get; } = models;

    /// <summary>Reads the texts of an event. A source that knows better may state the label itself: then the text is not read.</summary>
    /// <param name="error">What is wrong with a label that the source states; else null.</param>
    /// <returns>The event with what was derived, or as it was.</returns>
    public EventInput Read(EventInput input, out InputError? error)
    {
        error = null;
        if (_byEvent.Count == 0 || !_byEvent.TryGetValue(new TextValue(input.Type), out var models))
        {
            return input;
        }

        Dictionary<string, Value>? properties = null;
        var derived = new List<string>();
        foreach (var model in models)
        {
            var definition = model.Definition;
            if (input.Properties.TryGetValue(definition.Output, out var stated) && !stated.IsMissing)
            {
                if (!model.Allows(stated))
                {
                    var allowed = string.Join(", ", definition.Labels.Select(l => l.Id.Original).Append(TextModelSnapshot.Unknown));
                    error = new InputError("properties." + definition.Output, $"'{stated}' is not a label of the text model '{definition.Name}'.", allowed + ", or nothing: the text is read then");
                    return input;
                }
            }
            else if (input.Properties.TryGetValue(definition.Property, out var given) && given.Text is { } text && !string.IsNullOrWhiteSpace(text.Original))
            {
                var (label, confidence) = model.Read(text);
                properties ??= new Dictionary<string, Value>(input.Properties, StringComparer.Ordinal);
                properties[definition.Output] = Value.OfText(label);
                properties[definition.ConfidenceOutput] = Value.OfNumber(Math.Round(confidence, Decimals));
                derived.Add(definition.Output);
                derived.Add(definition.ConfidenceOutput);
            }
        }

        return properties is null ? input : input with { Properties = properties, Derived = derived };
    }
}
