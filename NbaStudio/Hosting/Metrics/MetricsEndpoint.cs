namespace NbaStudio.Hosting.Metrics;

internal sealed class MetricsEndpoint(MetricsExporter exporter) : IEndpointModule
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/metrics", () => TypedResults.Text(exporter.Write(), "text/plain; version=0.0.4; charset=utf-8")).ExcludeFromDescription();
}
