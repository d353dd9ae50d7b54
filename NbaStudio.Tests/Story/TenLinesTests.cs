using System.Runtime.CompilerServices;

namespace NbaStudio.Tests.Story;

public sealed class TenLinesTests
{
    [Fact]
    public async Task Sample_RunsAndDecides()
    {
        var decision = await TenLines.RunAsync();
        decision.Silence.ShouldBeNull();
        decision.Actions.Single().Priority.ShouldBe(0.05 * 40 * 12 * 0.3, 1e-9);
    }

    [Fact]
    public void Page_ShowsTheSampleThatRuns()
    {
        var folder = Path.GetDirectoryName(ThisFile())!;
        var lines = File.ReadAllLines(Path.Combine(folder, "TenLines.cs")).SkipWhile(l => !l.Contains("// <sample>", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(l => !l.Contains("// </sample>", StringComparison.Ordinal)).Select(l => l.Length == 0 ? l : l[8..]).ToArray();
        lines.Count(l => l.Length > 0).ShouldBe(10);
        var page = File.ReadAllText(Path.Combine(folder, "..", "..", "docs", "ten-lines.md")).ReplaceLineEndings("\n");
        page.ShouldContain("```csharp\n" + string.Join('\n', lines) + "\n```");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
