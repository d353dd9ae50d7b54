using System.Globalization;
using NbaStudio.Engine.Conditions.Checking;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks kinds, directions, placements and quiet hours of channels.</summary>
internal sealed class ChannelValidator : IPolicyValidator
{
    private const int MaximumPlacements = 64;
    private static readonly string[] Kinds = ["web", "app", "email", "webhook", "agent"];

    public void Validate(ValidationContext context)
    {
        foreach (var (channel, path) in context.Index.Channels)
        {
            if (!Kinds.Contains(channel.Kind, StringComparer.Ordinal))
            {
                context.Issues.Error("channel.noDriver", path + "/kind", NearestName.Find(channel.Kind, Kinds) ?? "webhook", channel.Kind);
            }

            if (channel.Kind == "email" && channel.Direction == "inbound")
            {
                context.Issues.Error("channel.outboundOnly", path + "/direction", "outbound", channel.Kind, channel.Direction);
            }

            if (channel.Placements.Count > MaximumPlacements)
            {
                context.Issues.Error("channel.placementCount", path + "/placements", null, channel.Placements.Count.ToString(CultureInfo.InvariantCulture));
            }

            if (channel.QuietHours is { } hours)
            {
                Hours.Check(hours.From, hours.To, path + "/quietHours", context.Issues);
            }
        }
    }
}
