using System.Globalization;
using NbaStudio.Engine.Conditions.Checking;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks languages, currency and time zone.</summary>
internal sealed class WorkspaceValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        var (document, issues) = (context.Document, context.Issues);
        CheckLanguages(document, issues);
        if (document.Currency.Length != 3 || !document.Currency.All(char.IsAsciiLetterUpper))
        {
            var upper = document.Currency.ToUpperInvariant();
            issues.Error("currency.format", "currency", upper.Length == 3 && upper.All(char.IsAsciiLetterUpper) ? upper : null, document.Currency);
        }

        if (!IsZone(document.TimeZone))
        {
            issues.Error("timeZone.unknown", "timeZone", NearestName.Find(document.TimeZone, TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id)), document.TimeZone);
        }

        if (document.Channels.Count == 0)
        {
            issues.Warning("none.channels", "channels", null);
        }

        if (context.Index.Actions.Count == 0)
        {
            issues.Warning("none.actions", "objectives", null);
        }
    }

    private static bool IsZone(string name) => name.Length is > 0 and <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    private static void CheckLanguages(PolicyDocument document, IssueList issues)
    {
        if (document.Languages.Count == 0)
        {
            issues.Error("languages.none", "languages", null);
        }

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < document.Languages.Count; i++)
        {
            var (language, path) = (document.Languages[i], "languages/" + i.ToString(CultureInfo.InvariantCulture));
            if (!LanguageTags.IsValid(language))
            {
                issues.Error("label.language", path, null, language);
            }

            if (!seen.Add(language))
            {
                issues.Error("languages.duplicate", path, null, language);
            }
        }

        if (!document.Languages.Contains(document.DefaultLanguage, StringComparer.Ordinal))
        {
            issues.Error("defaultLanguage.unknown", "defaultLanguage", NearestName.Find(document.DefaultLanguage, document.Languages), document.DefaultLanguage, string.Join(", ", document.Languages));
        }
    }
}
