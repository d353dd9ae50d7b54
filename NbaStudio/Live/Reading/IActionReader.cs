namespace NbaStudio.Live.Reading;

/// <summary>Reads the live policy's tree for the console.</summary>
public interface IActionReader
{
    /// <summary>The tree with its numbers of the last 7 days.</summary>
    Task<ActionTree> ReadAsync(string language, CancellationToken cancellationToken = default);

    /// <summary>Details of one node, or null when the path is unknown.</summary>
    Task<ActionDetails?> GetAsync(string path, string language, CancellationToken cancellationToken = default);
}

/// <param name="Roots">Objectives in the policy's order.</param>
public sealed record ActionTree(IReadOnlyList<ActionNode> Roots, int Objectives, int Groups, int Actions, int Treatments, bool Simulated);

public enum ActionLevel : byte { Objective, Group, Action, Treatment }

public enum ActionStatus : byte { Live, Paused, Scheduled, Ended, Archived }

/// <summary>One node of the tree.</summary>
/// <param name="Path">Ids from the objective down, joined by "/".</param>
/// <param name="ObjectiveId">Picks the icon of an objective.</param>
/// <param name="ChannelKind">Picks the icon of a treatment; null on other levels.</param>
/// <param name="Reach">Customers it was shown or sent to; null = none yet.</param>
/// <param name="AcceptRate">In [0, 1]; null = nothing to divide by.</param>
/// <param name="Value">Money accepted; null = none yet.</param>
public sealed record ActionNode(
    string Path, ActionLevel Level, string Name, string? ObjectiveId, string? ChannelKind, ActionStatus Status,
    long? Reach, double? AcceptRate, decimal? Value, IReadOnlyList<ActionNode> Children);

/// <summary>One node in full.</summary>
public sealed record ActionDetails
{
    public required string Path { get; init; }

    /// <summary>Names from the objective down to this node.</summary>
    public required IReadOnlyList<string> Trail { get; init; }

    public required ActionLevel Level { get; init; }
    public required ActionStatus Status { get; init; }

    /// <summary>Lever of this node alone; null on treatments.</summary>
    public double? Lever { get; init; }

    /// <summary>Product of the levers from the objective down.</summary>
    public double? EffectiveLever { get; init; }

    /// <summary>marketing or service; null above actions.</summary>
    public string? ActionClass { get; init; }

    /// <summary>Expression of V as written; null = the workspace's service value.</summary>
    public string? Value { get; init; }

    public decimal? MaximumValue { get; init; }
    public double? StartingPropensity { get; init; }
    public DateTimeOffset? ValidFrom { get; init; }
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>Who gets it: the node's own conditions and those above it.</summary>
    public IReadOnlyList<RuleView> Rules { get; init; } = [];

    public IReadOnlyList<ContentView> Contents { get; init; } = [];

    /// <summary>What counts as a response, in words.</summary>
    public IReadOnlyList<string> Responses { get; init; } = [];
}

/// <param name="Stage">Eligibility, applicability or suitability.</param>
/// <param name="From">Name of the node that states it.</param>
/// <param name="Text">The condition as written.</param>
/// <param name="Names">What the names in it stand for.</param>
public sealed record RuleView(FunnelStage Stage, string From, string Text, IReadOnlyList<NamedRuleView> Names);

/// <summary>A condition that has a name.</summary>
public sealed record NamedRuleView(string Name, string Text);

/// <param name="Language">Language tag of the content.</param>
/// <param name="Treatment">Name of the treatment that carries it.</param>
public sealed record ContentView(string Language, string? Subject, string? Body, string? Button, string? Link, string? Image, string Treatment = "");
