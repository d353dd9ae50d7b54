using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Live;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>Readers that answer from samples, for tests of pages.</summary>
public sealed class FakeReaders : ICustomerReader, ICustomerDesk, IDecisionReader, IReplayDesk, IActionReader, ITextModelReader
{
    private static bool Ja(string language) => language == "ja";

    public bool Fails { get; set; }

    public static int Customers => 60;

    /// <summary>Ids of customers that were erased.</summary>
    public List<string> Erased { get; } = [];

    public Task EraseAsync(string customerId, Caller who, CancellationToken cancellationToken = default)
    {
        ThrowIfAsked();
        who.Demand(Scopes.Admin);
        Erased.Add(customerId);
        return Task.CompletedTask;
    }

    public Task<CustomerList> FindAsync(string? text, int skip, int take, string language, CancellationToken cancellationToken = default)
    {
        ThrowIfAsked();
        var rows = Enumerable.Range(0, Customers).Select(n => ConsoleSamples.Decision(n))
            .Where(row => string.IsNullOrEmpty(text) || row.CustomerName.In("en").Contains(text, StringComparison.OrdinalIgnoreCase) || row.CustomerId.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Select((row, i) => new CustomerRow(row.CustomerId, row.CustomerName, row.Time.AddMinutes(-i), row.Moment.Name.In(language), row.Choice?.Action.In(language) ?? (Ja(language) ? "見送り" : "Silence"), i % 7 == 0, true))
            .ToList();
        return Task.FromResult(new CustomerList([.. rows.Skip(skip).Take(take)], rows.Count));
    }

    Task<CustomerView?> ICustomerReader.GetAsync(string customerId, string language, Caller who, CancellationToken cancellationToken)
    {
        ThrowIfAsked();
        return Task.FromResult(customerId == "kw-004182" ? ConsoleDetails.Customer(language) : null);
    }

    /// <summary>What the customer said about consent, the newest first.</summary>
    public List<ConsentEntry> Consents { get; } = [];

    public Task<ConsentHistory?> ConsentsAsync(string customerId, int skip, int take, Caller who, CancellationToken cancellationToken = default)
    {
        ThrowIfAsked();
        return Task.FromResult<ConsentHistory?>(new ConsentHistory([.. Consents.Skip(skip).Take(take)], Consents.Count));
    }

    Task<DecisionView?> IDecisionReader.GetAsync(string decisionId, string language, Caller who, CancellationToken cancellationToken)
    {
        ThrowIfAsked();
        return Task.FromResult(decisionId.StartsWith("d-", StringComparison.Ordinal) ? ConsoleDetails.Decision(decisionId, language) : null);
    }

    public Task<ReplayView> ReplayAsync(string decisionId, ReplayUnder under, string language, Caller who, CancellationToken cancellationToken = default)
    {
        ThrowIfAsked();
        return Task.FromResult(under.With == ReplayWith.Own ? new ReplayView(true, Ja(language) ? "記録から同じ結果になりました" : "Identical from the record")
            : new ReplayView(false, "Another choice") { Comparison = ConsoleDetails.Compared(under.Change, language) });
    }

    Task<ActionTree> IActionReader.ReadAsync(string language, Engine.Policies.PolicyDocument? draft, CancellationToken cancellationToken)
    {
        ThrowIfAsked();
        return Task.FromResult(ConsoleDetails.Tree(language));
    }

    Task<ActionDetails?> IActionReader.GetAsync(string path, string language, Engine.Policies.PolicyDocument? draft, CancellationToken cancellationToken)
    {
        ThrowIfAsked();
        return Task.FromResult(path.StartsWith("retain", StringComparison.Ordinal) ? ConsoleDetails.Details(path, language) : null);
    }

    /// <summary>Whether the policy has no text model.</summary>
    public bool HasNoTexts { get; set; }

    Task<TextModelList> ITextModelReader.ReadAsync(string language, CancellationToken cancellationToken)
    {
        ThrowIfAsked();
        return Task.FromResult(new TextModelList(HasNoTexts ? [] : [.. DemoTexts.Models.Select(m => TextModelReader.View(m, language))]));
    }

    Task<TextTrial?> ITextModelReader.TryAsync(string model, string text, string language, CancellationToken cancellationToken)
    {
        ThrowIfAsked();
        return Task.FromResult<TextTrial?>(TextModelReader.Try(DemoTexts.Models.Single(m => m.Definition.Name == model), new Engine.Conditions.TextValue(text), language));
    }

    private void ThrowIfAsked()
    {
        if (Fails)
        {
            throw new InvalidOperationException("The database is away.");
        }
    }
}

public static class FakeReadersSetup
{
    /// <summary>A hub and readers that answer from samples.</summary>
    public static IServiceCollection AddFakeReaders(this IServiceCollection services)
    {
        services.AddSingleton<IHubControl, FakeHub>().AddSingleton<FakeReaders>();
        services.AddSingleton<FakeEvents>();
        services.AddSingleton<FakeMeasure>().AddSingleton<IMeasureDesk>(provider => provider.GetRequiredService<FakeMeasure>());
        services.AddSingleton<FakeChanges>().AddSingleton<IChangeBoard>(provider => provider.GetRequiredService<FakeChanges>());
        services.AddSingleton<FakeViewer>().AddSingleton<IViewer>(provider => provider.GetRequiredService<FakeViewer>());
        services.AddScoped<AuthenticationStateProvider, ServerAuthenticationStateProvider>();
        services.AddSingleton<FakeReports>().AddSingleton<IReportReader>(provider => provider.GetRequiredService<FakeReports>());
        services.AddSingleton<FakePublications>().AddSingleton<IPublications>(provider => provider.GetRequiredService<FakePublications>());
        services.AddSingleton<FakeTrials>().AddSingleton<ITrials>(provider => provider.GetRequiredService<FakeTrials>());
        services.AddSingleton<FakeAgent>().AddSingleton<IAgentDesk>(provider => provider.GetRequiredService<FakeAgent>());
        services.AddSingleton<FakeActions>().AddSingleton<IActionDesk>(provider => provider.GetRequiredService<FakeActions>());
        services.AddSingleton<FakeItems>().AddSingleton<IItemEditor>(provider => provider.GetRequiredService<FakeItems>());
        services.AddSingleton<FakeCalendar>().AddSingleton<ICalendarReader>(provider => provider.GetRequiredService<FakeCalendar>());
        services.AddSingleton<FakeTests>().AddSingleton<ITestSends>(provider => provider.GetRequiredService<FakeTests>());
        services.AddSingleton<FakeStandIns>().AddSingleton<IStandInReader>(provider => provider.GetRequiredService<FakeStandIns>());
        services.AddSingleton<FakePictures>().AddSingleton<NbaStudio.Data.Pictures.IPictures>(provider => provider.GetRequiredService<FakePictures>());
        services.AddSingleton<FakeFilters>().AddSingleton<NbaStudio.Data.Filters.ISavedFilters>(provider => provider.GetRequiredService<FakeFilters>());
        services.AddSingleton<FakeWorkspaces>().AddSingleton<IWorkspaces>(provider => provider.GetRequiredService<FakeWorkspaces>()).AddSingleton<IBackups>(provider => provider.GetRequiredService<FakeWorkspaces>());
        services.AddSingleton<FakeGuide>().AddSingleton<IStartGuide>(provider => provider.GetRequiredService<FakeGuide>());
        services.AddSingleton<IFileTrials, NbaStudio.Commands.Evaluate.FileTrials>();
        services.AddSingleton<FakeStarts>().AddSingleton<IModelStarts>(provider => provider.GetRequiredService<FakeStarts>());
        services.AddSingleton<IModelDesk>(provider => provider.GetRequiredService<FakeModels>());
        services.AddSingleton<FakeModels>().AddSingleton<IModelReader>(provider => provider.GetRequiredService<FakeModels>());
        foreach (var service in typeof(FakeEvents).GetInterfaces())
        {
            services.AddSingleton(service, provider => provider.GetRequiredService<FakeEvents>());
        }

        services.AddSingleton<ICustomerDesk>(provider => provider.GetRequiredService<FakeReaders>());
        services.AddSingleton<ICustomerReader>(provider => provider.GetRequiredService<FakeReaders>());
        services.AddSingleton<IDecisionReader>(provider => provider.GetRequiredService<FakeReaders>());
        services.AddSingleton<IReplayDesk>(provider => provider.GetRequiredService<FakeReaders>());
        services.AddSingleton<ITextModelReader>(provider => provider.GetRequiredService<FakeReaders>());
        return services.AddSingleton<IActionReader>(provider => provider.GetRequiredService<FakeReaders>());
    }
}
