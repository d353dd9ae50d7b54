using NbaStudio.Engine.Customers;

namespace NbaStudio.Live.Readers;

/// <summary>What a customer is called, in each language the profile knows.</summary>
internal static class CustomerText
{
    /// <summary>Whether the attribute is part of the name, which every page shows already.</summary>
    public static bool IsName(string attribute) => attribute is "first_name" or "last_name" or "name_latin" or "name_kana";

    public static LocalizedText Name(CustomerState state) => Name(
        state.PrimaryId, state.Profile.Get("first_name").Text?.Original, state.Profile.Get("last_name").Text?.Original, state.Profile.Get("name_latin").Text?.Original, state.Language);

    /// <summary>Family name first for Japanese customers; in Latin letters for readers of English where the profile has them; else the id.</summary>
    public static LocalizedText Name(string id, string? first, string? last, string? latin, string? language)
    {
        if (first is null && last is null)
        {
            return id;
        }

        var japanese = language?.StartsWith("ja", StringComparison.OrdinalIgnoreCase) == true;
        var own = japanese ? $"{last} {first}".Trim() : $"{first} {last}".Trim();
        return new LocalizedText(own, new Dictionary<string, string> { ["ja"] = own, ["en"] = latin ?? own });
    }
}
