namespace NbaStudio.Configuration;

/// <summary>What a text setting must look like.</summary>
public enum SettingFormat
{
    Text,
    Folder,
    WebAddress,
    LoopbackOrigin,
    HostName,
    Network,
    MailAddress,
}
