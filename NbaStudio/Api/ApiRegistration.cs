using NbaStudio.Api.Audit;
using NbaStudio.Api.Customers;
using NbaStudio.Api.Decisions;
using NbaStudio.Api.Events;
using NbaStudio.Api.Live;
using NbaStudio.Api.Measure;
using NbaStudio.Api.Models;
using NbaStudio.Api.OpenApi;
using NbaStudio.Api.Outcomes;
using NbaStudio.Api.Pictures;
using NbaStudio.Api.Policies;
using NbaStudio.Api.Retention;
using NbaStudio.Api.Schedules;
using NbaStudio.Api.Sending;
using NbaStudio.Api.Simulations;
using NbaStudio.Api.Triggers;
using NbaStudio.Hosting;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Simulations;

namespace NbaStudio.Api;

/// <summary>Registers the public HTTP interface: the endpoints under /api/v1, their description, and the live stream.</summary>
public static class ApiRegistration
{
    /// <summary>After the hub, whose engine it serves.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(protocol => HubJson.Apply(protocol.PayloadSerializerOptions));
        return services.AddApiDescription()
            .AddSingleton<PolicyDocuments>()
            .AddSingleton<TrialPlanner>()
            .AddSingleton<PolicyDesk>()
            .AddSingleton<ChangeLoader>()
            .AddSingleton<KeptEffects>()
            .AddSingleton<EffectLooks>()
            .AddSingleton<ChangeDesk>()
            .AddSingleton<ChangeItemDesk>()
            .AddSingleton<IChangePublisher, ChangePublisher>()
            .AddSingleton<ChangeEffects>()
            .AddSingleton<IChangeBoard, ChangeBoard>()
            .AddSingleton<TrialDesk>()
            .AddSingleton<PublicationDesk>()
            .AddSingleton<IPublications, PublicationBoard>()
            .AddHostedService<PublicationService>()
            .AddSingleton<IEndpointModule, PublicationEndpoints>()
            .AddSingleton<ITrials, TrialBoard>()
            .AddSingleton<IEndpointModule, TrialEndpoints>()
            .AddSingleton<IItemEditor, ItemEditor>()
            .AddSingleton<ILeverDesk, LeverDesk>()
            .AddSingleton<ScenarioStore>()
            .AddSingleton<ISimulationDesk, SimulationDesk>()
            .AddSingleton<ReplayDesk>()
            .AddSingleton<IReplayDesk>(provider => provider.GetRequiredService<ReplayDesk>())
            .AddSingleton<IActionDesk, ActionDesk>()
            .AddSingleton<ITriggerEditor, TriggerEditor>()
            .AddSingleton<LiveBroadcast>()
            .AddHostedService(provider => provider.GetRequiredService<LiveBroadcast>())
            .AddSingleton<IEndpointModule, CustomerEndpoints>()
            .AddSingleton<IEndpointModule, EventEndpoints>()
            .AddSingleton<EventDeclarations>()
            .AddSingleton<IEventDeclarations>(provider => provider.GetRequiredService<EventDeclarations>())
            .AddSingleton<IEndpointModule, EventTypeEndpoints>()
            .AddSingleton<IEndpointModule, DecisionEndpoints>()
            .AddSingleton<IEndpointModule, PreviewEndpoint>()
            .AddSingleton<IEndpointModule, OutcomeEndpoints>()
            .AddSingleton<IEndpointModule, PolicyEndpoints>()
            .AddSingleton<IEndpointModule, ChangeEndpoints>()
            .AddSingleton<IEndpointModule, ChangeItemEndpoints>()
            .AddSingleton<IEndpointModule, SendingEndpoints>()
            .AddSingleton<IEndpointModule, ScheduleEndpoints>()
            .AddSingleton<IEndpointModule, ModelCareEndpoints>()
            .AddSingleton<IEndpointModule, ModelStartEndpoints>()
            .AddSingleton<IEndpointModule, MeasureEndpoints>()
            .AddSingleton<IEndpointModule, SimulationEndpoints>()
            .AddSingleton<IEndpointModule, AuditEndpoints>()
            .AddSingleton<IEndpointModule, RetentionEndpoints>()
            .AddSingleton<IEndpointModule, PictureCalls>()
            .AddSingleton<IEndpointModule, OpenApiEndpoint>()
            .AddSingleton<IEndpointModule, LiveHubEndpoint>();
    }
}
