using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>How far a new workspace is, from nothing to the first decision. Read from what it really has. Thread safe.</summary>
public interface IStartGuide
{
    /// <summary>Null where there is nothing to guide: all steps are done, or the account has put the guide away.</summary>
    /// <param name="who">Needs the scope read.</param>
    [Needs(Scopes.Read)]
    Task<GuideView?> ReadAsync(Caller who, CancellationToken cancellationToken = default);

    /// <summary>Puts the guide away for this account. Audited.</summary>
    /// <param name="who">Needs the scope read.</param>
    [Needs(Scopes.Read)]
    Task PutAwayAsync(Caller who, CancellationToken cancellationToken = default);
}

/// <summary>What a new workspace needs, in this order.</summary>
public enum GuideStep : byte { Attributes, Channel, Action, Publish, Decision }

/// <summary>How a step stands.</summary>
public enum GuideState : byte
{
    Open,

    /// <summary>It stands in a change that is not published.</summary>
    InChange,

    Done,
}

/// <summary>How far a new workspace is.</summary>
/// <param name="Steps">All five, in their order.</param>
/// <param name="Change">The open change to go on in; null where there is none.</param>
/// <param name="Channel">Id of a channel in force, for the first call; null where there is none.</param>
/// <param name="Placement">Name of a placement of that channel; null where it has none.</param>
public sealed record GuideView(IReadOnlyList<(GuideStep Step, GuideState State)> Steps, string? Change, string? Channel, string? Placement)
{
    /// <summary>The first step that is still to be done; null where all are.</summary>
    public GuideStep? Next => Steps.Where(s => s.State == GuideState.Open).Select(s => (GuideStep?)s.Step).FirstOrDefault();
}
