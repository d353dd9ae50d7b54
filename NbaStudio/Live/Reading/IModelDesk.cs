using NbaStudio.Engine.Serving;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Cares for the propensity models: resetting, pausing, and what they are worth against even draws. Thread safe.</summary>
public interface IModelDesk
{
    /// <summary>Days that the random check looks back where nobody says otherwise.</summary>
    const int StandardDays = 30;

    /// <summary>Forgets what was learned of a treatment; audited.</summary>
    /// <param name="who">Who asks.</param>
    /// <returns>Null when the live policy has no such treatment.</returns>
    [Needs(Scopes.Publish)]
    Task<ModelCareReply?> ResetAsync(string treatmentId, Caller who, CancellationToken cancellationToken = default);

    /// <summary>The treatment's models learn nothing until resumed; audited.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    [Needs(Scopes.Publish)]
    Task<ModelCareReply?> PauseAsync(string treatmentId, Caller who, CancellationToken cancellationToken = default);

    /// <summary>The treatment's models learn again; audited.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    [Needs(Scopes.Publish)]
    Task<ModelCareReply?> ResumeAsync(string treatmentId, Caller who, CancellationToken cancellationToken = default);

    /// <summary>What the models serve against even draws, by channel.</summary>
    /// <param name="days">1 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">The days are out of range.</exception>
    RandomCheckView RandomCheck(int days, string language);
}
