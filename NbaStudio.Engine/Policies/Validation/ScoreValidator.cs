using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Scores;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks imported scores: that their files can be read, that somebody provides each feature, and that a propensity is a probability.</summary>
internal sealed class ScoreValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (score, path) in DocumentIndex.Locate(context.Document.Scores, "scores", s => s.Name))
        {
            if (string.IsNullOrWhiteSpace(score.Model))
            {
                continue;
            }

            var reading = ImportedModelReader.Read(score.Model);
            if (reading.Model is { } model)
            {
                CheckNames(score, model, path, context.Issues);
                CheckSources(score, model, path, context);
            }
            else
            {
                context.Issues.Error(reading.Code!, path + "/model", null, [.. reading.Arguments]);
            }
        }

        foreach (var action in context.Index.Actions)
        {
            CheckPropensity(action.Item, action.Path + "/propensity", context);
        }
    }

    /// <summary>What the document says of features has to be about features of the file.</summary>
    private static void CheckNames(ScoreDocument score, ImportedModel model, string path, IssueList issues)
    {
        var names = model.Features.Select(f => f.Name).ToList();
        foreach (var feature in score.Features.Keys.Where(f => !names.Contains(f, StringComparer.Ordinal)))
        {
            issues.Error("score.featureUnknown", Json.Paths.Join(path + "/features", feature), NearestName.Find(feature, names), feature);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < score.Categories.Count; i++)
        {
            var (categories, place) = (score.Categories[i], FormattableString.Invariant($"{path}/categories/{i}"));
            var feature = model.Features.FirstOrDefault(f => f.Name == categories.Feature);
            if (feature is null)
            {
                if (!string.IsNullOrWhiteSpace(categories.Feature))
                {
                    issues.Error("score.featureUnknown", place + "/feature", NearestName.Find(categories.Feature, names), categories.Feature);
                }
            }
            else if (feature.Texts is not null)
            {
                issues.Error("score.categoriesOwn", place, null, feature.Name);
            }
            else if (!seen.Add(feature.Name))
            {
                issues.Error("score.featureTwice", place + "/feature", null, feature.Name);
            }

            CheckTexts(categories, place, issues);
        }
    }

    private static void CheckTexts(ScoreCategoriesDocument categories, string path, IssueList issues)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < categories.Values.Count; i++)
        {
            if (!seen.Add(TextValue.Fold(categories.Values[i])))
            {
                issues.Error("score.categoryTwice", FormattableString.Invariant($"{path}/values/{i}"), null, categories.Feature, categories.Values[i]);
            }
        }
    }

    private static void CheckSources(ScoreDocument score, ImportedModel model, string path, ValidationContext context)
    {
        var scope = context.Prepared.Scopes.Rules;
        foreach (var feature in model.Features.Where(f => f.IsUsed))
        {
            var name = ScoreInputs.NameOf(score, feature.Name);
            var stated = score.Features.ContainsKey(feature.Name);
            var place = stated ? Json.Paths.Join(path + "/features", feature.Name) : path + "/features";
            if (ScoreInputs.SourceOf(name, scope) is { } source)
            {
                CheckKind(score, feature, source, place, context.Issues);
                continue;
            }

            var known = ScopeNames.All(scope, null, eventsOnly: false).Where(k => !k.StartsWith("event.", StringComparison.Ordinal));
            var near = NearestName.Find(name.Contains('.', StringComparison.Ordinal) ? name : "customer." + name, known);
            context.Issues.Error(stated ? "score.sourceUnknown" : "score.sourceMissing", place, near, stated ? [feature.Name, name] : [feature.Name]);
        }
    }

    private static void CheckKind(ScoreDocument score, ScoreFeature feature, SlotDefinition source, string path, IssueList issues)
    {
        var hasTexts = feature.Texts is not null || score.Categories.Any(c => c.Feature == feature.Name);
        switch (source.Kind)
        {
            case ValueKind.Text when !hasTexts && feature.IsCategorical:
                issues.Error("score.categoriesMissing", path, null, feature.Name, source.Name);
                break;
            case ValueKind.Any:
            case ValueKind.Text when hasTexts:
            case ValueKind.Number or ValueKind.Money or ValueKind.Boolean when !hasTexts:
                break;
            default:
                issues.Error("score.sourceType", path, null, feature.Name, source.Name, hasTexts ? "a text" : "a number");
                break;
        }
    }

    private static void CheckPropensity(ActionDocument action, string path, ValidationContext context)
    {
        if (action.Propensity is not { } name)
        {
            return;
        }

        var scope = context.Prepared.Scopes.Rules;
        if (ScoreInputs.ScoreOf(name, scope) is not { } slot)
        {
            context.Issues.Error("propensity.score", path, NearestName.Find(name, (scope.Scores ?? new HashSet<string>()).Select(s => "score." + s)), name);
        }
        else if (context.Document.Scores.First(s => s.Name == slot.Score) is var score
            && ImportedModelReader.Read(score.Model).Model is { Output: not ScoreOutput.Probability })
        {
            context.Issues.Error("propensity.number", path, null, name);
        }
    }
}
