using NbaStudio.Hosting;

namespace NbaStudio.Api.OpenApi;

/// <summary>Serves the description of the interface.</summary>
internal sealed class OpenApiEndpoint : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");
}
