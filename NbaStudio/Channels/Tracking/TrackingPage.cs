using System.Net;
using System.Text;
using NbaStudio.Localization;

namespace NbaStudio.Channels.Tracking;

/// <summary>The small pages behind links in messages: no script, nothing from elsewhere.</summary>
internal static class TrackingPage
{
    /// <summary>Asks before anything changes.</summary>
    public static IResult Ask(Words words, string token, string channel) => Page(words, StatusCodes.Status200OK, words["preferences.title"], $"""
        <p>{Escape(words["preferences.question", channel])}</p>
        <form method="post" action="/u/{Escape(token)}"><button type="submit">{Escape(words["preferences.stop"])}</button></form>
        """);

    public static IResult Done(Words words, string channel) =>
        Page(words, StatusCodes.Status200OK, words["preferences.doneTitle"], $"<p role=\"status\">{Escape(words["preferences.done", channel])}</p>");

    /// <summary>The message was a test: there is nothing to count and nothing to stop.</summary>
    public static IResult Test(Words words) => Page(words, StatusCodes.Status200OK, words["link.testTitle"], $"<p role=\"status\">{Escape(words["link.test"])}</p>");

    /// <summary>The link is unknown, has expired, or leads nowhere.</summary>
    public static IResult Gone(Words words) => Page(words, StatusCodes.Status404NotFound, words["link.goneTitle"], $"<p>{Escape(words["link.gone"])}</p>");

    public static IResult Later(Words words) => Page(words, StatusCodes.Status503ServiceUnavailable, words["link.laterTitle"], $"<p>{Escape(words["link.later"])}</p>");

    /// <summary>The first language of the browser that there is.</summary>
    public static Words WordsOf(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.Value ?? "");
        return new Words(accepted.Select(language => language.Split('-')[0]).FirstOrDefault(Words.Languages.Contains) ?? "en");
    }

    private static IResult Page(Words words, int status, string title, string content) => TypedResults.Content(
        $"""
        <!doctype html>
        <html lang="{words.Language}">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
        <title>{Escape(title)}</title>
        <link rel="stylesheet" href="/css/message-pages.css">
        </head>
        <body><main><h1>{Escape(title)}</h1>
        {content}
        </main></body>
        </html>
        """,
        "text/html",
        Encoding.UTF8,
        status);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
