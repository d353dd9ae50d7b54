using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Levers and context weights of a policy, and what others would turn. Thread safe; nothing has an effect on customers.</summary>
public interface ILeverDesk
{
    /// <summary>Every lever and context weight, in the order of the policy.</summary>
    LeverBoard Read(PolicySnapshot policy, string language);

    /// <summary>Decides the latest decisions again under the policy in force and under another one with other levers: how it stands after each part of them, the last one complete.</summary>
    /// <param name="policy">The policy that the levers are changed in.</param>
    /// <param name="settings">What is changed.</param>
    /// <param name="language">en or ja.</param>
    /// <param name="who">Needs the scope read.</param>
    /// <param name="cancellationToken">Ends it; what was compared so far was told.</param>
    [Needs(Scopes.Read)]
    IAsyncEnumerable<LeverEffect> EstimateAsync(
        PolicySnapshot policy, IReadOnlyList<LeverSetting> settings, string language, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>The levers of a policy.</summary>
public sealed record LeverBoard(IReadOnlyList<LeverRow> Rows, IReadOnlyList<ContextWeightRow> Weights)
{
    /// <summary>The same levers as a change has them: a weight that only the change has goes by its handle, because its key is not given yet.</summary>
    /// <param name="handles">Of the change's context weights in their order; none where the policy is no change's.</param>
    public LeverBoard InChange(IReadOnlyList<string> handles) =>
        handles.Count == 0 || handles.Count != Weights.Count ? this : this with { Weights = [.. Weights.Zip(handles, (weight, handle) => weight with { Handle = handle })] };
}

/// <summary>An objective, group or action with its lever.</summary>
/// <param name="Kind">objective, group or action.</param>
/// <param name="Key">Its workspace-wide key.</param>
/// <param name="Parent">Place of what it stands under in the list; -1 for an objective.</param>
/// <param name="Lever">In [0, 10].</param>
/// <param name="State">Why it cannot be chosen whatever its lever: paused, archived; service where levers do not matter to others; null = it competes.</param>
public sealed record LeverRow(string Kind, string Id, int Key, string Label, int Parent, double Lever, string? State)
{
    /// <summary>0 for objectives, 1 for groups, 2 for actions.</summary>
    public int Depth => Kind == "objective" ? 0 : Kind == "group" ? 1 : 2;
}

/// <summary>What the moment makes more important, or less.</summary>
/// <param name="Id">Its key.</param>
/// <param name="When">The condition.</param>
/// <param name="Scope">What weighs more, in words; its name alone.</param>
/// <param name="Weight">In [0, 10].</param>
public sealed record ContextWeightRow(string Id, string When, string Scope, double Weight)
{
    /// <summary>The id by which edits name it: one that a change adds has no key yet that stays.</summary>
    public string Handle { get; init; } = Id;
}

/// <summary>One lever or weight, set.</summary>
/// <param name="Kind">objective, group, action or contextWeight.</param>
/// <param name="Value">In [0, 10].</param>
public sealed record LeverSetting(string Kind, string Id, double Value);

/// <summary>What other levers would turn, as far as it was looked.</summary>
/// <param name="View">The figures, with names.</param>
/// <param name="Shares">Slots filled before and after, by the key of an objective, group or action that had any.</param>
public sealed record LeverEffect(EffectView View, IReadOnlyDictionary<int, (int Before, int After)> Shares)
{
    public ChangeEffect Figures => View.Effect;
}
