using System.Text.RegularExpressions;

namespace NbaStudio.Components.Pages.Settings;

/// <summary>What a browser calls itself, in two words. For showing only: browsers say what they like.</summary>
public static partial class ClientName
{
    // The first that is found counts: Edge and Opera name Chrome too, and everybody names Safari.
    private static readonly (string Mark, string Name)[] Browsers = [("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("HeadlessChrome", "Chrome"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("FxiOS", "Firefox"), ("Version", "Safari")];
    private static readonly (string Mark, string Name)[] Systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Macintosh", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Such as "Firefox 140, Windows"; the whole text where it is not understood.</summary>
    public static string Of(string client)
    {
        ArgumentNullException.ThrowIfNull(client);
        var versions = Products().Matches(client).ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var (mark, name) = Browsers.FirstOrDefault(browser => versions.Contains(browser.Mark));
        var system = Systems.FirstOrDefault(s => client.Contains(s.Mark, StringComparison.Ordinal)).Name;
        return name is null ? client : $"{name} {versions[mark].First()}{(system is null ? "" : $", {system}")}";
    }

    [GeneratedRegex(@"(\w+)/(\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Products();
}
