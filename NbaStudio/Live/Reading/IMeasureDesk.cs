using NbaStudio.Engine.Serving;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Says whether it was worth it, as far as the data can say. Thread safe.</summary>
public interface IMeasureDesk
{
    /// <summary>How the control groups of the policy in force stand.</summary>
    /// <param name="who">Needs the scope read.</param>
    [Needs(Scopes.Read)]
    MeasureView Read(Caller who, string language);

    /// <summary>What became of the candidates of the latest decisions: how it stands after each part of them, the last one complete.</summary>
    /// <inheritdoc cref="Read"/>
    [Needs(Scopes.Read)]
    IAsyncEnumerable<SurveyView> SurveyAsync(Caller who, string language, CancellationToken cancellationToken = default);

    /// <summary>How fast different customers come by: how long an experiment of so many takes.</summary>
    /// <inheritdoc cref="Read"/>
    [Needs(Scopes.Read)]
    Task<CustomerTraffic> ReadTrafficAsync(Caller who, CancellationToken cancellationToken = default);

    /// <summary>The last estimate of lifetimes; null before the first one.</summary>
    LifetimeView? ReadLifetime();

    /// <summary>Where lifetime values are kept for rules and levers.</summary>
    LifetimeUse ReadLifetimeUse();

    /// <summary>Estimates lifetimes from the purchases in the journal, in the background; takes seconds.</summary>
    /// <inheritdoc cref="Read"/>
    [Needs(Scopes.Read)]
    Task<LifetimeView> FitLifetimeAsync(Caller who, CancellationToken cancellationToken = default);
}
