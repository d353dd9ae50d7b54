using NbaStudio.Hosting;
using NbaStudio.Security;

namespace NbaStudio.Api.Live;

/// <summary>Where external dashboards connect.</summary>
internal sealed class LiveHubEndpoint : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapHub<LiveHub>("/hubs/live").RequireScope(Scopes.Read);
}
