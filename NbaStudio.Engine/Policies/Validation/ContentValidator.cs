using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Content;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks languages and completeness of content, links, and that there is no script in it. Personal fields are checked with the expressions.</summary>
internal sealed class ContentValidator : IPolicyValidator
{
    private static readonly string[] ImageStarts = ["https://", "/", "{{"];
    private static readonly string[] LinkStarts = ["https://", "mailto:", "tel:", "{{"];

    public void Validate(ValidationContext context)
    {
        foreach (var treatment in context.Index.Treatments)
        {
            CheckLanguages(treatment, context);
            var kind = treatment.Channel < 0 ? null : context.Index.Channels[treatment.Channel].Item.Kind;
            foreach (var (language, content) in treatment.Item.Content)
            {
                Check(content, kind, $"{treatment.Path}/content/{language}", context.Issues);
            }
        }
    }

    private static void CheckLanguages(LocatedTreatment treatment, ValidationContext context)
    {
        var (document, content, path) = (context.Document, treatment.Item.Content, treatment.Path + "/content");
        foreach (var language in content.Keys.Where(l => !document.Languages.Contains(l, StringComparer.Ordinal)))
        {
            context.Issues.Error("content.language", $"{path}/{language}", NearestName.Find(language, document.Languages), language, string.Join(", ", document.Languages));
        }

        if (content.Count == 0)
        {
            context.Issues.Warning("content.none", path, null);
            return;
        }

        foreach (var language in document.Languages.Where(l => !content.ContainsKey(l)))
        {
            if (language == document.DefaultLanguage)
            {
                context.Issues.Warning("content.defaultLanguage", path, null, language);
            }
            else
            {
                var instead = content.ContainsKey(document.DefaultLanguage) ? document.DefaultLanguage : content.Keys.Order(StringComparer.Ordinal).First();
                context.Issues.Warning("content.missingLanguage", path, null, language, instead);
            }
        }
    }

    private static void Check(ContentDocument content, string? kind, string path, IssueList issues)
    {
        if (kind == "email" && string.IsNullOrWhiteSpace(content.Subject))
        {
            issues.Error("content.subject", path + "/subject", null);
        }
        else if (string.IsNullOrWhiteSpace(content.Subject) && string.IsNullOrWhiteSpace(content.Body))
        {
            issues.Warning("content.empty", path, null);
        }

        if (content.Link is { } link && !LinkStarts.Any(s => link.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
        {
            issues.Error("content.link", path + "/link", null, link);
        }

        if (content.Image is { } image && (image.StartsWith("//", StringComparison.Ordinal) || !ImageStarts.Any(s => image.StartsWith(s, StringComparison.OrdinalIgnoreCase))))
        {
            issues.Error("content.image", path + "/image", null, image);
        }

        if (!string.IsNullOrWhiteSpace(content.Image) && string.IsNullOrWhiteSpace(content.ImageAlt))
        {
            // Pictures that were uploaded here never came without; addresses in older policies did, and those go on.
            if (OwnPictures.Is(content.Image))
            {
                issues.Error("content.imageAlt", path + "/imageAlt", null);
            }
            else
            {
                issues.Warning("content.imageAlt", path + "/imageAlt", null);
            }
        }
    }
}
