using NbaStudio.Configuration;

namespace NbaStudio.Commands;

/// <summary>Lists every configuration key.</summary>
internal sealed class SettingsCommand : ICommand
{
    public string Verb => "settings";

    public string Summary => "Lists every configuration key with default, allowed values and meaning.";

    public IReadOnlyList<CommandOption> Options { get; } = [new("markdown", null, "As the table of the documentation.")];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var lines = SettingCatalog.All.Select(setting => context.Has("markdown")
            ? setting.ToMarkdown()
            : $"{setting.Key} = {setting.Default}\n    {setting.Meaning}\n    Allowed: {setting.Allowed}.");
        await context.WriteAsync(SettingCatalog.All, string.Join('\n', lines));
        return 0;
    }
}
