namespace NbaStudio.Hosting;

/// <summary>A set of endpoints that one part of the hub contributes; registered as a service, mapped at the start.</summary>
public interface IEndpointModule
{
    void Map(IEndpointRouteBuilder routes);
}
