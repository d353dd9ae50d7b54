using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using NbaStudio.Localization;
using NbaStudio.Tests.Architecture;

namespace NbaStudio.Tests.Localization;

/// <summary>What a title says reaches neither keys nor fingers: it may hold a name, a time or a few words, and no explanation.</summary>
public sealed partial class MouseOnlyTests
{
    private const int MostWords = 6;

    private static readonly Dictionary<string, string> English = new ResourceManager("NbaStudio.Localization.Text", typeof(Words).Assembly)
        .GetResourceSet(CultureInfo.InvariantCulture, true, false)!.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    [Fact]
    public void Explanations_AreForKeysAndFingersToo()
    {
        var titles = Repository.Files("NbaStudio/Components", ".razor").SelectMany(path => File.ReadLines(Repository.File(path)).SelectMany((line, at) => Titles().Matches(line).Select(m => (Place: $"{path}:{at + 1}", Line: line, m.Groups[1].Value)))).ToList();

        titles.Count.ShouldBeGreaterThan(50, "else nothing is looked at");
        titles.Where(t => !SaidElsewhere(t.Line, t.Value) && Explains(t.Value)).Select(t => $"{t.Place} {t.Value}").ShouldBeEmpty("use a HelpTip, or write it out");
    }

    [Theory]
    [InlineData("""@W["levers.shareHelp"]""", true)]
    [InlineData("""@W["role.help." + role]""", true)]
    [InlineData("""@Help(step)""", true)]
    [InlineData("""@W["own.title"]""", false)]
    [InlineData("""@F.FullStamp(at)""", false)]
    public void Explains_AsItShould(string title, bool explains) => Explains(title).ShouldBe(explains);

    // A name that is also spoken or written stands there for the mouse only as well.
    private static bool SaidElsewhere(string line, string title) =>
        Regex.Count(line, Regex.Escape(title)) > 1 || line.Contains("drag-handle", StringComparison.Ordinal);

    private static bool Explains(string title) =>
        Keys().Replace(title, "").Contains("Help", StringComparison.OrdinalIgnoreCase)
        || Keys().Matches(title).SelectMany(m => English.Where(t => m.Groups[2].Length > 0 ? t.Key.StartsWith(m.Groups[1].Value, StringComparison.Ordinal) : t.Key == m.Groups[1].Value))
            .Any(t => t.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > MostWords);

    [GeneratedRegex("""(?<![\w-])title="((?:@\(.*?\)|@\w+\[.*?\]|[^"]*?))"(?=[\s/>])""")]
    private static partial Regex Titles();

    [GeneratedRegex("""W\["([^"]+)"( \+)?""")]
    private static partial Regex Keys();
}
