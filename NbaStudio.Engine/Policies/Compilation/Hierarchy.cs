using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>Channels and the compiled hierarchy, each in a dense array.</summary>
internal sealed record Hierarchy(
    IReadOnlyList<ChannelSnapshot> Channels, IReadOnlyList<ObjectiveSnapshot> Objectives, IReadOnlyList<GroupSnapshot> Groups, IReadOnlyList<ActionSnapshot> Actions,
    IReadOnlyList<TreatmentSnapshot> Treatments);
