namespace NbaStudio.Configuration;

/// <summary>Where webhooks may go beyond public https addresses.</summary>
public sealed class WebhooksOptions
{
    [Setting("Hosts on loopback or in a private network that webhooks may call (list, or separated by commas).", Format = SettingFormat.HostName)]
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}
