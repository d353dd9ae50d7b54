using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NbaStudio.Configuration;
using NbaStudio.Hosting;

namespace NbaStudio.Channels;

/// <summary>Where people outside reach the hub: links in messages start with it.</summary>
public sealed class PublicAddress(NbaOptions options, IServer server)
{
    /// <summary>Without a slash at the end.</summary>
    public string Root
    {
        get
        {
            var configured = options.PublicUrl;
            var address = configured.Length > 0 ? configured : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? StudioHost.DefaultUrl;
            return address.TrimEnd('/');
        }
    }

    /// <summary>Counts the click and leads to the message's own link.</summary>
    public string Click(string token) => $"{Root}/t/{token}";

    /// <summary>A picture of one point that counts the opening.</summary>
    public string Open(string token) => $"{Root}/o/{token}.gif";

    /// <summary>Where the customer says what not to receive any more.</summary>
    public string Preferences(string token) => $"{Root}/u/{token}";
}
