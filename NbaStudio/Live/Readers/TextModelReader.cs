using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Text;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>The text models in force.</summary>
internal sealed class TextModelReader(NbaEngine engine) : ITextModelReader
{
    private const int MostPieces = 14;
    private const int LongestText = 1000;

    public Task<TextModelList> ReadAsync(string language, CancellationToken cancellationToken = default) =>
        Task.FromResult(new TextModelList([.. engine.TextModels.Select(m => View(m, language))]));

    public Task<TextTrial?> TryAsync(string model, string text, string language, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = engine.TextModels.FirstOrDefault(m => m.Definition.Name == model);
        return Task.FromResult(found is null ? null : Try(found, new TextValue(text.Length > LongestText ? text[..LongestText] : text), language));
    }

    internal static TextTrial Try(TextModel model, TextValue text, string language)
    {
        var probabilities = new double[model.Classifier.LabelCount];
        var isKnown = model.Classifier.Probabilities(text, probabilities);
        var best = Array.IndexOf(probabilities, probabilities.Max());
        string NameOf(int label) => model.Definition.Labels[label].Label.In(language);
        return new TextTrial(
            isKnown ? NameOf(best) : null,
            isKnown && probabilities[best] >= model.Definition.Threshold,
            [.. probabilities.Select((p, i) => new TextTrialLabel(NameOf(i), p)).OrderByDescending(l => l.Probability)],
            isKnown ? model.Classifier.Explain(text, best, MostPieces) : []);
    }

    internal static TextModelView View(TextModel model, string language)
    {
        var definition = model.Definition;
        var held = model.Evaluation.Texts.ToDictionary(t => t.Example);
        TextExampleView[] examples =
        [
            .. definition.Examples.Select((e, i) => held.TryGetValue(i, out var said)
                ? new TextExampleView(e.Text, LanguageOf(e.Text), e.Label, said.Predicted, said.Confidence)
                : new TextExampleView(e.Text, LanguageOf(e.Text), e.Label, -1, 0)),
        ];
        return new TextModelView
        {
            Id = definition.Name, Name = definition.Label.In(language), Event = definition.EventType.Original, Property = definition.Property, Output = definition.Output,
            Threshold = definition.Threshold,
            Labels =
            [
                .. definition.Labels.Select(l => new TextLabelView(
                    l.Id.Original, l.Label.In(language), examples.Count(e => e.Label == l.Index), examples.Count(e => e.Label == l.Index && e.IsRight))),
            ],
            Examples = examples,
            Evaluation = model.Evaluation,
        };
    }

    // Kana or Han characters: Japanese, so that the right shapes are drawn.
    private static string LanguageOf(string text) => text.Any(c => c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF') ? "ja" : "en";
}
