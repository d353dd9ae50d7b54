using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Scores;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Compiles the scores of a valid document. Call it when every expression has said which scores it reads.</summary>
internal sealed class ScoreBuilder(PolicyDocument document, ConditionScope scope)
{
    /// <param name="layout">Gets the inputs of the scores that are read.</param>
    public IReadOnlyList<ScoreSnapshot> Build(SlotLayoutBuilder layout)
    {
        var read = layout.ToLayout();
        return [.. document.Scores.Select((s, i) => Build(s, i, read.IndexOf("score." + s.Name), layout))];
    }

    private ScoreSnapshot Build(ScoreDocument score, int index, int slot, SlotLayoutBuilder layout)
    {
        var model = ImportedModelReader.Read(score.Model).Model!;
        return new ScoreSnapshot(
            index, score.Key ?? 0, score.Name, new LabelSnapshot(score.Name, document.DefaultLanguage, score.Label), model, slot,
            slot < 0 ? [] : [.. model.Features.Select(f => InputOf(score, f, layout))])
        {
            Fingerprint = FingerprintOf(score),
        };
    }

    private static ulong FingerprintOf(ScoreDocument score)
    {
        var hash = StableHash.Of(score.Model);
        foreach (var (feature, source) in score.Features.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            hash = StableHash.Combine(StableHash.Combine(hash, StableHash.Of(feature)), StableHash.Of(source));
        }

        foreach (var category in score.Categories.OrderBy(c => c.Feature, StringComparer.Ordinal))
        {
            hash = category.Values.Aggregate(StableHash.Combine(hash, StableHash.Of(category.Feature)), (h, value) => StableHash.Combine(h, StableHash.Of(value)));
        }

        return hash;
    }

    private ScoreInput InputOf(ScoreDocument score, ScoreFeature feature, SlotLayoutBuilder layout)
    {
        if (!feature.IsUsed)
        {
            return new ScoreInput(-1, null);
        }

        var texts = feature.Texts ?? score.Categories.FirstOrDefault(c => c.Feature == feature.Name)?.Values;
        return new ScoreInput(
            layout.Add(ScoreInputs.SourceOf(ScoreInputs.NameOf(score, feature.Name), scope)!),
            texts?.Select((t, i) => (Text: TextValue.Fold(t), i)).ToDictionary(p => p.Text, p => p.i, StringComparer.Ordinal));
    }
}
