namespace NbaStudio.Commands;

/// <summary>Every verb of the program.</summary>
public static class StudioCommands
{
    public static IReadOnlyList<ICommand> All { get; } =
    [
        new KeyCreateCommand(),
        new KeyListCommand(),
        new KeyRevokeCommand(),
        new SettingsCommand(),
    ];
}
