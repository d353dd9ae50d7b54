namespace NbaStudio.Engine.Policies.Snapshots;

/// <summary>What carries a channel.</summary>
public enum ChannelKind : byte { Web, App, Email, Webhook, Agent }

/// <summary>Who starts the contact.</summary>
[Flags]
public enum ChannelDirection : byte
{
    /// <summary>The customer asks.</summary>
    Inbound = 1,

    /// <summary>We send.</summary>
    Outbound = 2,

    Both = Inbound | Outbound,
}

/// <summary>What happens to a contact that quiet hours forbid.</summary>
public enum QuietHoursMode : byte
{
    /// <summary>Kept to their end and decided again.</summary>
    Hold,
    Drop,
}

/// <summary>A channel, compiled.</summary>
/// <param name="Index">Dense index among the channels.</param>
/// <param name="Key">Workspace-wide key.</param>
/// <param name="RequireOptIn">Whether unknown consent counts as refused for a contact that we start; resolved.</param>
/// <param name="RequireOptInInbound">The same for a contact that the customer starts; resolved.</param>
/// <param name="CostPerContact">Money, at least 0.</param>
/// <param name="ExplorationBudget">Share of priority that exploration may cost, in [0, 0.5].</param>
/// <param name="StickyForMilliseconds">How long the same customer and placement get the recorded decision again; 0 = never.</param>
/// <param name="ResendUncertain">Whether a delivery whose fate is unknown after a crash is sent again.</param>
public sealed record ChannelSnapshot(
    int Index, int Key, string Id, LabelSnapshot Label, ChannelKind Kind, ChannelDirection Direction, string PurposeDefault, bool RequireOptIn, bool RequireOptInInbound,
    WeeklyHours? QuietHours, QuietHoursMode QuietHoursMode, double CostPerContact, double ExplorationBudget, long StickyForMilliseconds, bool ResendUncertain,
    IReadOnlyList<PlacementSnapshot> Placements, bool Paused)
{
    /// <summary>Index of the placement with this name, ignoring case; -1 when there is none.</summary>
    public int PlacementIndex(string name)
    {
        for (var i = 0; i < Placements.Count; i++)
        {
            if (string.Equals(Placements[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A named place in a channel.</summary>
/// <param name="Index">Dense index in its channel, below 64: bit of <see cref="TreatmentSnapshot.PlacementMask"/>.</param>
/// <param name="MaximumCount">Most positions that one request may ask for, in [1, 20].</param>
public sealed record PlacementSnapshot(int Index, string Name, LabelSnapshot Label, int MaximumCount);
