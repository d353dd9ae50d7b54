using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Content;
using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>The content of one treatment in one language, compiled onto the revision's layout. Immutable and thread safe.</summary>
/// <param name="Language">Language tag.</param>
/// <param name="Subject">Subject or headline; null when there is none, likewise the others.</param>
/// <param name="Image">Address of a picture.</param>
/// <param name="Link">Where a click leads; checked again after personalisation.</param>
/// <param name="Button">Words on the button.</param>
/// <param name="ImageAlt">What the picture says.</param>
public sealed record LocalizedContent(
    string Language, ContentTemplate? Subject, ContentTemplate? Body, ContentTemplate? Image, ContentTemplate? Link, ContentTemplate? Button, ContentTemplate? ImageAlt = null)
{
    /// <summary>Fills in the personal fields. A link or picture that is not allowed after personalisation is left out.</summary>
    /// <param name="frame">Slots of the revision's layout.</param>
    /// <param name="currency">ISO 4217 code of the workspace.</param>
    /// <param name="medium">Where the body goes; decides how values are escaped in it. Subjects are one line of text, buttons are text.</param>
    public RenderedContent Render(EvaluationFrame frame, string currency, TemplateMedium medium)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(currency);
        var picture = Picture(frame, currency);
        return new RenderedContent(
            Language,
            Subject?.Render(frame, Language, currency, TemplateMedium.SubjectLine),
            Body?.Render(frame, Language, currency, medium),
            picture,
            Link?.RenderLink(frame, Language, currency).Link,
            Button?.Render(frame, Language, currency, TemplateMedium.PlainText))
        {
            ImageAlt = picture is null ? null : ImageAlt?.Render(frame, Language, currency, TemplateMedium.PlainText),
        };
    }

    // A picture of the workspace itself begins with one slash; values in it are percent-encoded, so they cannot lead elsewhere.
    private string? Picture(EvaluationFrame frame, string currency) =>
        Image is null ? null
        : Image.Text.StartsWith('/') && !Image.Text.StartsWith("//", StringComparison.Ordinal) ? Image.Render(frame, Language, currency, TemplateMedium.UrlComponent)
        : Image.RenderLink(frame, Language, currency).Link;
}
