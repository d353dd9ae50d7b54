using NbaStudio.Configuration;
using NbaStudio.Tests.Architecture;

namespace NbaStudio.Tests.Configuration;

public sealed class OperationsDocumentTests
{
    [Fact]
    public void OperationsPage_SettingsTable_EqualsTheOptions()
    {
        var page = File.ReadAllLines(Repository.File("docs/operations.md"));

        page.Where(line => line.StartsWith("| `Nba:", StringComparison.Ordinal)).ShouldBe(SettingCatalog.All.Select(setting => setting.ToMarkdown()));
    }

    [Fact]
    public void Settings_EachHasMeaningAndAllowedValues()
    {
        SettingCatalog.All.Count.ShouldBeGreaterThan(20);
        SettingCatalog.All.ShouldAllBe(setting => setting.Meaning.EndsWith('.') && setting.Allowed.Length > 0);
        SettingCatalog.All.Where(setting => setting.Secret).Select(setting => setting.Key).ShouldBe(["Nba:Channels:<id>:Secret", "Nba:Channels:<id>:Password"]);
    }
}
