using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using NbaStudio.Localization;
using NbaStudio.Tests.Architecture;

namespace NbaStudio.Tests.Localization;

/// <summary>Texts that pages name exist, and those that exist are named somewhere.</summary>
public sealed partial class TextUseTests
{
    private static readonly string Sources = string.Join('\n', Repository.Files("NbaStudio", ".cs", ".razor").Select(path => File.ReadAllText(Repository.File(path))));

    private static readonly HashSet<string> Keys = [.. new ResourceManager("NbaStudio.Localization.Text", typeof(Words).Assembly)
        .GetResourceSet(CultureInfo.InvariantCulture, true, false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key)];

    [Fact]
    public void Keys_WrittenOut_Exist()
    {
        string[] named = [.. Named().Matches(Sources).Select(m => m.Groups[1].Value).Distinct()];

        named.Length.ShouldBeGreaterThan(1_000, "else nothing is looked at");
        named.Where(key => !Keys.Contains(key)).ShouldBeEmpty();
    }

    [Fact]
    public void Texts_ThatNothingNames_AreNoMore()
    {
        // Whole, or as what the key begins with: "sim.state." + state, $"drop.{code}".
        HashSet<string> whole = [.. Whole().Matches(Sources).Select(m => m.Groups[1].Value)];
        string[] begins = [.. Begins().Matches(Sources).Select(m => m.Groups[1].Value).Where(b => b.Contains('.', StringComparison.Ordinal)).Distinct()];

        Keys.Where(key => !whole.Contains(key) && !begins.Any(begin => key.Length > begin.Length && key.StartsWith(begin, StringComparison.Ordinal))).Order().ShouldBeEmpty();
    }

    [GeneratedRegex("""(?:\bW|\bw|[wW]ords)\["([A-Za-z0-9_.]+)"(?=[\],])""")]
    private static partial Regex Named();

    // The quotes round a key may be the inner ones of an attribute, so what stands before them says nothing.
    [GeneratedRegex("""(?<=")([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)+)(?=")""")]
    private static partial Regex Whole();

    [GeneratedRegex("""(?<=")([A-Za-z0-9_.]+)(?="\s*\+|\{)""")]
    private static partial Regex Begins();
}
