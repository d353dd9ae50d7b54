using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Content;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>Content in the customer's language with the customer's values, escaped for where it will stand.</summary>
internal static class ContentRenderer
{
    public static RenderedContent Render(PolicySnapshot policy, TreatmentSnapshot treatment, string language, EvaluationFrame frame)
    {
        if (treatment.Content.For(language) is not { } content)
        {
            return new RenderedContent(language, null, null, null, null, null);
        }

        // E-mail bodies are HTML; everything else is text that its surface sets as text.
        var body = policy.Channels[treatment.Channel].Kind == ChannelKind.Email ? TemplateMedium.Html : TemplateMedium.PlainText;
        return content.Render(frame, policy.Currency, body);
    }
}
