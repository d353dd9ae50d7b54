using System.Globalization;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks labels: real language tags, texts that are there and not too long.</summary>
internal sealed class LabelValidator : IPolicyValidator
{
    private const int MaximumLength = 200;

    private static readonly DocumentWalker Walker = new((document, shape, path, issues) =>
    {
        if (shape.ByName.TryGetValue("label", out var field) && field.Property.GetValue(document) is IReadOnlyDictionary<string, string> label)
        {
            Check(label, Paths.Join(path, "label"), issues);
        }
    });

    public void Validate(ValidationContext context) => Walker.Visit(context.Document, context.Issues);

    private static void Check(IReadOnlyDictionary<string, string> label, string path, IssueList issues)
    {
        foreach (var (language, text) in label)
        {
            var place = Paths.Join(path, language);
            if (!LanguageTags.IsValid(language))
            {
                issues.Error("label.language", place, null, language);
            }

            if (string.IsNullOrWhiteSpace(text))
            {
                issues.Error("label.empty", place, null, language);
            }
            else if (text.Length > MaximumLength)
            {
                issues.Error("label.length", place, null, "label", text.Length.ToString(CultureInfo.InvariantCulture), MaximumLength.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
