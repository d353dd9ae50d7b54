using NbaStudio.Engine.Customers;

namespace NbaStudio.Live.Readers;

/// <summary>What a customer is called, in each language the profile knows.</summary>
internal static class CustomerText
{
    public static LocalizedText Name(CustomerState state)
    {
        var first = state.Profile.Get("first_name").Text?.Original;
        var last = state.Profile.Get("last_name").Text?.Original;
        if (first is null && last is null)
        {
            return state.PrimaryId;
        }

        var japanese = state.Language?.StartsWith("ja", StringComparison.OrdinalIgnoreCase) == true;
        var own = japanese ? $"{last} {first}".Trim() : $"{first} {last}".Trim();
        var latin = state.Profile.Get("name_latin").Text?.Original;
        return new LocalizedText(own, new Dictionary<string, string> { ["ja"] = own, ["en"] = latin ?? own });
    }
}
