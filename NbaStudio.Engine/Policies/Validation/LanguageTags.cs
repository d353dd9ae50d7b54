namespace NbaStudio.Engine.Policies.Validation;

/// <summary>The form of language tags: two or three letters, then parts of two to eight letters or digits.</summary>
internal static class LanguageTags
{
    public static bool IsValid(string tag)
    {
        var parts = tag.Split('-');
        return tag.Length <= 35
            && parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(p => p.Length is >= 2 and <= 8 && p.All(char.IsAsciiLetterOrDigit));
    }
}
