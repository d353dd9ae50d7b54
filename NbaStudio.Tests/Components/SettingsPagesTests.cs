using NbaStudio.Components.Pages.Settings;
using NbaStudio.Live.Reading;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Components;

/// <summary>Settings > Backups, and Workspace &amp; channels.</summary>
public sealed class SettingsPagesTests
{
    private static readonly BackupView One = new("demo-20261128-030000", "/data/backups/demo-20261128-030000", "demo", ConsoleSamples.Noon, 4, 12_340_000, "dotnet NbaStudio.dll restore --from /data/backups/demo-20261128-030000 --replace");

    [Theory]
    [InlineData("en", "Being made: 40.0%", "given up", "12.3 MB", "Stop the hub first.")]
    [InlineData("ja", "作成中：40.0%", "中止し", "12.3 MB", "まずハブを停止してください。")]
    public async Task Backups_AreMadeGivenUpExplainedAndDeleted(string language, string running, string ended, string size, string how)
    {
        await using var console = new ConsoleHost(language);
        console.Workspaces.All.Add(One);
        var page = await console.Host.Render<BackupsPage>();
        await page.Until(d => d.QuerySelector("tbody tr") is not null);
        (await page.Document()).QuerySelector("tbody tr")!.TextContent.ShouldContain(size);
        (await page.Document()).QuerySelector("[download], a[href*=backups]:not(.segmented a)").ShouldBeNull("secrets do not go through a browser");

        await page.Click("section[aria-labelledby=backup-new] .primary");
        await page.Until(d => d.QuerySelector("[role=status]")?.TextContent == running);
        await page.Click("section[aria-labelledby=backup-new] .buttons button");
        await page.Until(d => d.QuerySelector("[role=status]")?.TextContent.Contains(ended, StringComparison.Ordinal) == true);

        await page.Click("tbody .buttons button:first-child");
        await page.Until(d => d.QuerySelector("pre") is not null);
        (await page.Document()).QuerySelector("pre")!.TextContent.ShouldBe(One.RestoreCommand);
        (await page.Document()).QuerySelector("td[colspan] p")!.TextContent.ShouldStartWith(how);

        await page.Click("dialog .danger");
        await page.Until(d => d.QuerySelector("tbody tr") is null);
        console.Workspaces.Calls.ShouldBe(["begin", "cancel", "delete " + One.Name]);
    }

    [Theory]
    [InlineData("en", "could not be deleted")]
    [InlineData("ja", "削除できませんでした")]
    public async Task Backup_ThatCannotBeDeleted_IsSaidAndThePageStaysUsable(string language, string said)
    {
        await using var console = new ConsoleHost(language);
        console.Workspaces.All.Add(One);
        console.Workspaces.Stuck = "The folder is <busy>.";
        var page = await console.Host.Render<BackupsPage>();

        await page.Click("dialog .danger");
        await page.Until(d => d.QuerySelector("[role=alert]") is not null);
        var alert = (await page.Document()).QuerySelector("[role=alert]")!.TextContent;
        alert.ShouldSatisfyAllConditions(a => a.ShouldContain(One.Name), a => a.ShouldContain(said), a => a.ShouldContain("The folder is <busy>."));
        (await page.Document()).QuerySelector("tbody tr").ShouldNotBeNull("it is still there");

        console.Workspaces.Stuck = null;
        await page.Click("dialog .danger");
        await page.Until(d => d.QuerySelector("tbody tr") is null);
        (await page.Document()).QuerySelector("[role=alert]").ShouldBeNull();
    }

    [Theory]
    [InlineData("en", "Begin an empty workspace", "The hub starts again")]
    [InlineData("ja", "空のワークスペースを始める", "起動し直しています")]
    public async Task Workspace_OfTheDemo_BeginsAnEmptyOneAfterAQuestion(string language, string begin, string goes)
    {
        await using var console = new ConsoleHost(language);
        var page = await console.Host.Render<WorkspacePage>();
        var document = await page.Document();
        document.QuerySelector("section[aria-labelledby=workspace-other] .primary")!.TextContent.ShouldBe(begin);
        document.QuerySelector("pre")!.TextContent.ShouldBe("dotnet NbaStudio.dll --Nba:Demo=false");
        document.QuerySelectorAll("section[aria-labelledby=workspace-channels] tbody tr").Length.ShouldBe(3);
        document.QuerySelectorAll("section[aria-labelledby=workspace-channels] .tag").Length.ShouldBe(1, "one of two settings is there");
        document.QuerySelectorAll("main a, a").Select(a => a.GetAttribute("href")).ShouldContain("/data?view=channels");
        console.Workspaces.Opened.ShouldBe(0);

        await page.Click("dialog .danger");
        await page.Until(d => d.QuerySelector("[role=status]")?.TextContent.Contains(goes, StringComparison.Ordinal) == true);
        console.Workspaces.Opened.ShouldBe(1);
    }

    [Fact]
    public async Task Workspace_ThatCannotBeOpenedAsTheHubListens_SaysWhatToDo()
    {
        await using var console = new ConsoleHost();
        (console.Workspaces.Refuses, console.Workspaces.Other) = (true, console.Workspaces.Other with { Exists = true });
        var page = await console.Host.Render<WorkspacePage>();
        (await page.Document()).QuerySelector("section[aria-labelledby=workspace-other] .primary")!.TextContent.ShouldBe("Open your own workspace");

        await page.Click("dialog .danger");

        await page.Until(d => d.QuerySelector("[role=alert]") is not null);
        (await page.Document()).QuerySelector("[role=alert]")!.TextContent.ShouldContain("no admin account");
    }
}
