using System.Text.RegularExpressions;

namespace NbaStudio.Tests.Architecture;

/// <summary>Rules about the text of the repository.</summary>
public sealed class SourceTests
{
    private const int LongestFile = 500;

    [Fact]
    public void SourceFiles_StayBelow500Lines()
    {
        var files = AllSource().Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal)).ToList();

        files.Count.ShouldBeGreaterThan(50);
        files.Select(file => (File: file, Lines: File.ReadLines(Repository.File(file)).Count())).Where(pair => pair.Lines > LongestFile).ShouldBeEmpty();
    }

    [Fact]
    public void JavaScriptInterop_CallsThatTheClientScriptLacks_AreNotUsed() =>
        Repository.Files("NbaStudio", ".cs", ".razor").Where(file => Regex.IsMatch(Text(file), @"\.(GetValueAsync|SetValueAsync|InvokeConstructorAsync)\b")).ShouldBeEmpty();

    [Fact]
    public void Repository_NamesNoMachine()
    {
        // Put together here, so that this file does not find itself.
        var pattern = string.Join('|', "/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/[a-z]", @"[A-Z]:\\Us" + "ers", "/tm" + "p/");
        string[] names = [".cs", ".razor", ".md", ".json", ".csproj", ".props", ".targets", ".sh", ".js", ".css", ".resx", ".csv", "/run"];

        Repository.Files(".", names).Where(file => Regex.IsMatch(Text(file), pattern)).ShouldBeEmpty();
    }

    [Fact]
    public void Pages_HaveNoInlineScript()
    {
        // Handlers of the DOM are lower case; OnSelect and the like are parameters of components.
        var inline = new Regex(@"(?i:<script(?![^>]*\bsrc=)[^>]*>)|\son[a-z]+=""[^@""]");

        Repository.Files("NbaStudio", ".razor", ".html").Concat(Repository.Files("wwwroot-assets", ".html")).Where(file => inline.IsMatch(Text(file))).ShouldBeEmpty();
    }

    // All style sheets are loaded together: a rule for a bare class of one page would restyle what another page calls the same.
    [Fact]
    public void StyleSheetsOfPages_BareClasses_AreNoNamesOfOtherSheets()
    {
        // Not those that are for every page.
        string[] common = ["tokens", "frame", "controls"];
        var sheets = Repository.Files("wwwroot-assets", ".css").Where(file => file.StartsWith("wwwroot-assets/css/", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)).Except(common)
            .ToDictionary(name => name, name => Regex.Replace(Text($"wwwroot-assets/css/{name}.css"), @"/\*.*?\*/|\{[^{}]*\}", "\n", RegexOptions.Singleline));
        sheets.Count.ShouldBeGreaterThan(8);

        // Parts that several pages use on purpose.
        string[] shared = ["equation", "nothing", "figure", "show-more", "field", "checks", "change-notes", "card-note"];

        foreach (var (name, selectors) in sheets)
        {
            var bare = Regex.Matches(selectors, @"(?:^|,)\s*\.([a-z][a-z0-9-]*)(?=[:.]?[a-z0-9-]*\s*(?:,|$))", RegexOptions.Multiline).Select(match => match.Groups[1].Value).Except(shared).ToHashSet();
            foreach (var other in sheets.Where(sheet => sheet.Key != name))
            {
                bare.Where(known => Regex.IsMatch(other.Value, $@"\.{known}(?![a-z0-9-])")).ShouldBeEmpty($"{name}.css against {other.Key}.css");
            }
        }
    }

    [Fact]
    public void ProductionCode_HasNothingLeftUndone() =>
        AllSource().Where(file => !file.StartsWith("NbaStudio.Tests/", StringComparison.Ordinal)).Where(file => Regex.IsMatch(Text(file), @"NotImplementedException|\b(TODO|FIXME|HACK)\b")).ShouldBeEmpty();

    private static IEnumerable<string> AllSource() => Repository.Files(".", ".cs", ".razor");

    private static string Text(string file) => File.ReadAllText(Repository.File(file));
}
