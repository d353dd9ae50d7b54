using NbaStudio.Engine.Policies;

namespace NbaStudio.Live.Reading;

/// <summary>Reads the tree of objectives, groups, actions and treatments for the console.</summary>
public interface IActionReader
{
    /// <summary>The tree with its numbers of the last 7 days.</summary>
    /// <param name="draft">The policy that is looked at; null = the live one.</param>
    Task<ActionTree> ReadAsync(string language, PolicyDocument? draft = null, CancellationToken cancellationToken = default);

    /// <summary>Details of one node, or null when the path is unknown.</summary>
    /// <param name="draft">The policy that is looked at; null = the live one.</param>
    Task<ActionDetails?> GetAsync(string path, string language, PolicyDocument? draft = null, CancellationToken cancellationToken = default);
}

/// <param name="Roots">Objectives in the policy's order.</param>
public sealed record ActionTree(IReadOnlyList<ActionNode> Roots, int Objectives, int Groups, int Actions, int Treatments, bool Simulated)
{
    /// <summary>Id and name of the channels, in the policy's order.</summary>
    public IReadOnlyList<(string Id, string Name)> Channels { get; init; } = [];
}

public enum ActionLevel : byte { Objective, Group, Action, Treatment }

public enum ActionStatus : byte { Live, Paused, Scheduled, Ended, Archived }

/// <summary>One node of the tree.</summary>
/// <param name="Path">Ids from the objective down, joined by "/".</param>
/// <param name="Status">With what is above it.</param>
/// <param name="ObjectiveId">Picks the icon of an objective.</param>
/// <param name="ChannelKind">Picks the icon of a treatment; null on other levels.</param>
/// <param name="Reach">Customers it was shown or sent to; null = none yet.</param>
/// <param name="AcceptRate">In [0, 1]; null = nothing to divide by.</param>
/// <param name="Value">Money accepted; null = none yet.</param>
public sealed record ActionNode(
    string Path, ActionLevel Level, string Name, string? ObjectiveId, string? ChannelKind, ActionStatus Status,
    long? Reach, double? AcceptRate, decimal? Value, IReadOnlyList<ActionNode> Children)
{
    /// <summary>Id of a treatment's channel; null on other levels.</summary>
    public string? Channel { get; init; }

    /// <summary>The level above it that its status is from; null = its own.</summary>
    public ActionLevel? StatusFrom { get; init; }

    /// <summary>The node's own id.</summary>
    public string Id => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>One node in full.</summary>
public sealed record ActionDetails
{
    public required string Path { get; init; }

    /// <summary>Names from the objective down to this node.</summary>
    public required IReadOnlyList<string> Trail { get; init; }

    public required ActionLevel Level { get; init; }
    public required ActionStatus Status { get; init; }

    /// <summary>The level above it that its status is from; null = its own.</summary>
    public ActionLevel? StatusFrom { get; init; }

    /// <summary>Product of the levers above this node.</summary>
    public double LeverAbove { get; init; } = 1;

    /// <summary>Actions under an objective or group.</summary>
    public int ActionsBelow { get; init; }

    /// <summary>Who gets it: the node's own conditions and those above it.</summary>
    public IReadOnlyList<RuleView> Rules { get; init; } = [];

    /// <summary>What counts as a response, in words.</summary>
    public IReadOnlyList<string> Responses { get; init; } = [];
}

/// <param name="Stage">Eligibility, applicability or suitability.</param>
/// <param name="From">Name of the node that states it.</param>
/// <param name="Text">The condition as written.</param>
/// <param name="Names">What the names in it stand for.</param>
/// <param name="Kind">Kind of the node that states it.</param>
/// <param name="Id">Id of the node that states it.</param>
public sealed record RuleView(FunnelStage Stage, string From, string Text, IReadOnlyList<NamedRuleView> Names, string Kind = "", string Id = "");

/// <summary>A condition that has a name.</summary>
public sealed record NamedRuleView(string Name, string Text);
