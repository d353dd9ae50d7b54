using System.Net;
using System.Net.Mail;

namespace NbaStudio.Configuration;

/// <summary>Checks text settings against their format.</summary>
internal static class SettingText
{
    public static bool Fits(string text, SettingFormat format) => format switch
    {
        SettingFormat.Text => true,
        SettingFormat.Folder => text.Length > 0 && text.IndexOfAny(Path.GetInvalidPathChars()) < 0,
        SettingFormat.WebAddress => IsWebAddress(text),
        SettingFormat.LoopbackOrigin => IsLoopbackOrigin(text),
        SettingFormat.HostName => Uri.CheckHostName(text) != UriHostNameType.Unknown,
        SettingFormat.Network => IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _),
        SettingFormat.MailAddress => MailAddress.TryCreate(text, out var address) && address.Address == text,
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0;

    private static bool IsLoopbackOrigin(string text) =>
        IsWebAddress(text) && new Uri(text) is var origin && origin.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase)
        && (origin.Host == "localhost" || (IPAddress.TryParse(origin.Host, out var address) && IPAddress.IsLoopback(address)));
}
