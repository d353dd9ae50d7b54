using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using NbaStudio.Configuration;
using NbaStudio.Engine.Content;
using NbaStudio.Engine.Serving;
using NbaStudio.Localization;

namespace NbaStudio.Channels.Email;

/// <summary>Makes the message that a customer gets: one recipient, text and HTML, addresses that count clicks and openings, and a way out.</summary>
internal sealed class MailComposer(PublicAddress links)
{
    /// <summary>The message, or why it cannot be made.</summary>
    public (MailMessage? Message, SendResult? Fault) Compose(Delivery delivery, ChannelOptions settings, string senderName)
    {
        if (Recipient(delivery.Address) is not { } recipient)
        {
            return (null, new SendResult(DeliveryResult.Bounced, "The customer's address is not exactly one e-mail address."));
        }

        if (string.IsNullOrWhiteSpace(delivery.Content.Subject))
        {
            return (null, SendResult.Failed($"Treatment '{delivery.Treatment}' has no subject."));
        }

        if (HasLineEnd(delivery.Content.Subject) || HasLineEnd(senderName))
        {
            return (null, SendResult.Failed("A line end in the subject or in a name is refused."));
        }

        var words = new Words(Words.Languages.Contains(delivery.Content.Language) ? delivery.Content.Language : "en");
        var message = new MailMessage
        {
            From = new MailAddress(settings.From, senderName, Encoding.UTF8),
            Subject = delivery.Content.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(recipient);
        message.Headers.Add("List-Unsubscribe", $"<{links.Preferences(delivery.Token)}>");
        message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        message.Headers.Add("Message-ID", $"<{delivery.IdempotencyKey}@{new MailAddress(settings.From).Host}>");
        message.AlternateViews.Add(View(PlainText(delivery, words), MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(Html(delivery, words), MediaTypeNames.Text.Html));
        return (message, null);
    }

    /// <summary>Exactly one address and nothing besides; null for anything else.</summary>
    internal static MailAddress? Recipient(string? address) =>
        address is { Length: > 0 and <= 254 } && !HasLineEnd(address) && MailAddress.TryCreate(address, out var parsed) && parsed.Address == address ? parsed : null;

    private static bool HasLineEnd(string text) => text.AsSpan().IndexOfAny('\r', '\n') >= 0;

    private static AlternateView View(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    private string PlainText(Delivery delivery, Words words)
    {
        var content = delivery.Content;
        var text = new StringBuilder(delivery.IsTest ? words["mail.test"] + "\r\n\r\n" : "").Append(MailText.Of(Paragraphs(content.Body ?? ""))).Append("\r\n");
        if (content.Link is not null)
        {
            text.Append($"\r\n{content.Button ?? words["mail.more"]}: {links.ClickOf(delivery)}\r\n");
        }

        return text.Append($"\r\n--\r\n{words["mail.unsubscribe"]}: {links.Preferences(delivery.Token)}\r\n").ToString();
    }

    private string Html(Delivery delivery, Words words)
    {
        // The body is HTML of the marketer with escaped values; everything else is escaped here.
        var content = links.Outside(delivery.Content);
        var html = new StringBuilder();
        html.Append($"<!doctype html><html lang=\"{Escape(content.Language)}\"><head><meta charset=\"utf-8\"><title>{Escape(content.Subject!)}</title></head>");
        html.Append("<body style=\"margin:0;padding:24px;font-family:sans-serif;line-height:1.6;color:#1d2430;background:#ffffff\"><div style=\"max-width:560px;margin:0 auto\">");
        if (delivery.IsTest)
        {
            html.Append($"<p style=\"margin:0 0 16px;padding:8px 12px;background:#fcebdd;color:#7a3500;font-size:13px\">{Escape(words["mail.test"])}</p>");
        }

        if (content.Image is { } image && (image.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || OwnPictures.Is(delivery.Content.Image)))
        {
            html.Append($"<img src=\"{Escape(image)}\" alt=\"{Escape(content.ImageAlt ?? "")}\" style=\"max-width:100%\">");
        }

        html.Append(Paragraphs(content.Body ?? ""));
        if (content.Link is not null)
        {
            html.Append($"<p><a href=\"{Escape(links.ClickOf(delivery))}\" style=\"display:inline-block;padding:10px 18px;background:#1f4fbf;color:#ffffff;text-decoration:none;border-radius:6px\">");
            html.Append($"{Escape(content.Button ?? words["mail.more"])}</a></p>");
        }

        html.Append("<hr style=\"border:0;border-top:1px solid #d5d9e0;margin:24px 0 12px\">");
        html.Append($"<p style=\"font-size:13px\"><a href=\"{Escape(links.Preferences(delivery.Token))}\" style=\"color:#4a5568\">{Escape(words["mail.unsubscribe"])}</a></p>");
        if (!delivery.IsTest)
        {
            html.Append($"<img src=\"{Escape(links.Open(delivery.Token))}\" width=\"1\" height=\"1\" alt=\"\">");
        }

        html.Append("</div></body></html>");
        return html.ToString();
    }

    /// <summary>A body without any tag was written as plain text: its line ends mean something.</summary>
    private static string Paragraphs(string body) => body.Contains('<', StringComparison.Ordinal) ? body : string.Join(
        "\n", body.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(part => $"<p>{part.Trim('\n').Replace("\n", "<br>", StringComparison.Ordinal)}</p>"));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
