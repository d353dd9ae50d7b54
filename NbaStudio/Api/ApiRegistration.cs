using NbaStudio.Api.Customers;
using NbaStudio.Api.Decisions;
using NbaStudio.Api.Events;
using NbaStudio.Api.Outcomes;
using NbaStudio.Hosting;

namespace NbaStudio.Api;

/// <summary>Registers the public HTTP interface. The host adds <see cref="Engine.NbaEngine"/>.</summary>
public static class ApiRegistration
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<IEndpointModule, CustomerEndpoints>()
        .AddSingleton<IEndpointModule, EventEndpoints>()
        .AddSingleton<IEndpointModule, DecisionEndpoints>()
        .AddSingleton<IEndpointModule, PreviewEndpoint>()
        .AddSingleton<IEndpointModule, OutcomeEndpoints>();
}
