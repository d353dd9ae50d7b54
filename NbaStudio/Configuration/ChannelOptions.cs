namespace NbaStudio.Configuration;

/// <summary>How the hub reaches one channel. Which keys matter depends on the channel's kind; web, app and agent need none.</summary>
public sealed class ChannelOptions
{
    [Setting("webhook: address that deliveries are posted to.", Format = SettingFormat.WebAddress)]
    public string Url { get; init; } = "";

    [Setting("webhook: key of the HMAC signature.", Secret = true)]
    public string Secret { get; init; } = "";

    [Setting("email: SMTP server.", Format = SettingFormat.HostName)]
    public string Host { get; init; } = "";

    [Setting("email: port of the SMTP server.", Minimum = 1, Maximum = 65_535)]
    public int Port { get; init; } = 587;

    [Setting("email: user name at the SMTP server; empty signs in as nobody.")]
    public string User { get; init; } = "";

    [Setting("email: password at the SMTP server.", Secret = true)]
    public string Password { get; init; } = "";

    [Setting("email: sender of every message.", Format = SettingFormat.MailAddress)]
    public string From { get; init; } = "";

    [Setting("email: whether the connection must be encrypted (STARTTLS).")]
    public bool Tls { get; init; } = true;

    [Setting("web, app: origins of pages that may call with a browser token (list, or separated by commas).", Format = SettingFormat.LoopbackOrigin)]
    public IReadOnlyList<string> Origins { get; init; } = [];
}
