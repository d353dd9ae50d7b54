using NbaStudio.Engine;
using NbaStudio.Commands.Evaluate;
using NbaStudio.Commands.Starts;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Measuring;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Registers what the pages read.</summary>
internal static class ReaderRegistration
{
    public static IServiceCollection AddReaders(this IServiceCollection services) => services
        .AddSingleton<CustomerIndex>()
        .AddSingleton<IHubObserver>(provider => provider.GetRequiredService<CustomerIndex>())
        .AddSingleton<ActionStatistics>()
        .AddSingleton<IHubObserver>(provider => provider.GetRequiredService<ActionStatistics>())
        .AddSingleton<ReportStatistics>()
        .AddSingleton<IHubObserver>(provider => provider.GetRequiredService<ReportStatistics>())
        .AddSingleton<IReportReader, ReportReader>()
        .AddSingleton(provider => new WatchCounters(provider.GetRequiredService<TimeProvider>(), () => provider.GetRequiredService<NbaEngine>().Trial))
        .AddSingleton<IHubObserver>(provider => provider.GetRequiredService<WatchCounters>())
        .AddSingleton<EventTypeStatistics>()
        .AddSingleton<IHubObserver>(provider => provider.GetRequiredService<EventTypeStatistics>())
        .AddSingleton<RandomCheckStatistics>()
        .AddSingleton<IHubObserver>(provider => provider.GetRequiredService<RandomCheckStatistics>())
        .AddSingleton<IEventTypeReader, EventTypeReader>()
        .AddSingleton<ITriggerReader, TriggerReader>()
        .AddSingleton<IPatternDesk, PatternDesk>()
        .AddSingleton<KnownValues>()
        .AddSingleton<IRuleDesk, RuleDesk>()
        .AddSingleton<IContactDesk, ContactDesk>()
        .AddSingleton<ICustomerReader, CustomerReader>()
        .AddSingleton<ICustomerDesk, CustomerDesk>()
        .AddSingleton<IAgentDesk, AgentDesk>()
        .AddSingleton<IDecisionReader, DecisionReader>()
        .AddSingleton<IActionReader, ActionReader>()
        .AddSingleton<ITextModelReader, TextModelReader>()
        .AddSingleton<PredictorTexts>()
        .AddSingleton<IModelReader, ModelReader>()
        .AddSingleton<IStandInReader, StandInReader>()
        .AddSingleton<IModelDesk, ModelDesk>()
        .AddSingleton<IFileTrials, FileTrials>()
        .AddSingleton<IModelStarts, ModelStarts>()
        .AddSingleton<IScheduleReader, ScheduleReader>()
        .AddSingleton<ICalendarReader, CalendarReader>()
        .AddSingleton<IStartGuide, StartGuide>()
        .AddSingleton<HubControl>()
        .AddSingleton<IHubControl>(provider => provider.GetRequiredService<HubControl>())
        .AddHostedService<ReaderFill>()
        .AddMeasuring();
}
