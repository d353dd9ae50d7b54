using NbaStudio.Configuration;

namespace NbaStudio.Security;

/// <summary>Which pages' origins may call with a browser token: the hub's own and those listed on the channel.</summary>
public sealed class BrowserOrigins(NbaOptions options)
{
    public bool IsListed(string origin) => options.Channels.Values.Any(channel => Contains(channel, origin));

    public bool IsListed(string channel, string origin) => options.Channels.TryGetValue(channel, out var settings) && Contains(settings, origin);

    /// <summary>True where a browser token of the channel may be bound to the origin.</summary>
    public bool MayIssue(HttpRequest request, string channel, string origin) => origin == OwnOrigin(request) || IsListed(channel, origin);

    public static string OwnOrigin(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}";

    private static bool Contains(ChannelOptions channel, string origin) => channel.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
