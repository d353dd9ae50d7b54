using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NbaStudio.Configuration;
using NbaStudio.Engine.Content;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Serving;
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

    /// <summary>Content that leaves the house: a picture of the hub has an address that holds outside.</summary>
    public RenderedContent Outside(RenderedContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return OwnPictures.Is(content.Image) ? content with { Image = Root + content.Image } : content;
    }

    /// <summary>Counts the click and leads to the message's own link.</summary>
    public string Click(string token) => $"{Root}/t/{token}";

    /// <summary>Where a message's link leads: through the hub, which counts it, or in a test straight to where it points.</summary>
    public string ClickOf(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        return delivery is { IsTest: true, Content.Link: { } link } ? link : Click(delivery.Token);
    }

    /// <summary>A picture of one point that counts the opening.</summary>
    public string Open(string token) => $"{Root}/o/{token}.gif";

    /// <summary>Where the customer says what not to receive any more.</summary>
    public string Preferences(string token) => $"{Root}/u/{token}";
}
