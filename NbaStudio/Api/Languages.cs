using NbaStudio.Hosting.Http;

namespace NbaStudio.Api;

/// <summary>Languages in which explanations are written.</summary>
internal static class Languages
{
    /// <summary>The language asked for; English where none is.</summary>
    /// <exception cref="ProblemException">Explanations are not written in it.</exception>
    public static string Check(string? language) => language switch
    {
        null or "" or "en" => "en",
        "ja" => "ja",
        _ => throw new ProblemException([new FieldError("language", $"'{language}' is not a language of explanations.", "en, ja")]),
    };
}
