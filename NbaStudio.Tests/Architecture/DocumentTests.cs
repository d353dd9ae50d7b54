using System.Reflection;
using System.Text.RegularExpressions;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Tests.Architecture;

/// <summary>Documentation that names code names code that exists.</summary>
public sealed partial class DocumentTests
{
    private static readonly HashSet<string> Known = KnownNames();

    public static TheoryData<string> Pages() => [.. Repository.Files("docs", ".md").Where(file => !file.Contains("/decisions/", StringComparison.Ordinal)).Append("CONTRIBUTING.md").Append("README.md")
        .Where(file => File.Exists(Repository.File(file)))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_TypesItNames_Exist(string page)
    {
        var names = Code().Matches(File.ReadAllText(Repository.File(page))).Select(match => match.Groups[1].Value).SelectMany(code => TypeName().Matches(code).Select(match => match.Value));

        names.Where(name => !Known.Contains(name)).Distinct().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_FilesItLinks_Exist(string page)
    {
        var folder = Path.GetDirectoryName(Repository.File(page))!;
        var links = Link().Matches(File.ReadAllText(Repository.File(page))).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'));

        links.Where(link => !Path.Exists(Path.Combine(folder, link.Split('#')[0]))).ShouldBeEmpty();
    }

    [Fact]
    public void KnownNames_HoldTypesAndMembersAndNotEverything()
    {
        Known.ShouldContain("PolicyDocument");
        Known.ShouldContain("RequireScope");
        Known.ShouldNotContain("NoSuchType");
    }

    private static HashSet<string> KnownNames()
    {
        Assembly[] own = [typeof(PolicyDocument).Assembly, typeof(Program).Assembly, typeof(DocumentTests).Assembly];
        var types = own.SelectMany(assembly => assembly.GetTypes()).ToList();
        var members = types.SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly));
        var framework = new[] { typeof(TimeProvider), typeof(TimeSpan), typeof(System.Diagnostics.Metrics.Meter) }.Select(type => type.Name);
        return [.. types.Select(type => type.Name.Split('`')[0]), .. members.Select(member => member.Name), .. framework, "NbaStudio", "FullyQualifiedName", "BenchmarkDotNet"];
    }

    [GeneratedRegex("`([^`\\n]+)`")]
    private static partial Regex Code();

    // At least two humps and no part of a path, key, placeholder or longer word.
    [GeneratedRegex(@"(?<![\w/:<*.\-])[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+(?![\w/:>\-])")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
