using System.Globalization;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks triggers: a pattern, channels that can send, something to say. What is not built yet is refused, not ignored.</summary>
internal sealed class TriggerValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (trigger, path) in DocumentIndex.Locate(context.Document.Triggers, "triggers", t => t.Name))
        {
            RefuseLater(trigger, path, context.Issues);
            if (string.IsNullOrWhiteSpace(trigger.Pattern) && trigger.Schedule is null)
            {
                context.Issues.Error("trigger.pattern", path + "/pattern", null);
            }

            if (trigger.Channels.Count == 0)
            {
                context.Issues.Error("trigger.channels", path + "/channels", null);
            }

            var usable = context.Scope(trigger.Scope, path + "/scope");
            usable &= CheckChannels(trigger.Channels, path + "/channels", context);
            usable &= CheckChannels(trigger.FallBackChannels, path + "/fallBackChannels", context);
            if (usable && trigger.Channels.Count > 0)
            {
                var channels = trigger.Channels.Select(c => context.Index.ChannelIds[c]).ToHashSet();
                if (!context.Index.TreatmentsIn(trigger.Scope).Any(t => channels.Contains(context.Index.Treatments[t].Channel)))
                {
                    context.Issues.Warning("trigger.nothing", path + "/channels", null);
                }
            }
        }
    }

    private static void RefuseLater(TriggerDocument trigger, string path, IssueList issues)
    {
        foreach (var (field, given) in new[] { ("waitForLate", trigger.WaitForLate is not null), ("followUps", trigger.FollowUps.Count > 0) })
        {
            if (given)
            {
                issues.Error("trigger.laterField", $"{path}/{field}", null, field);
            }
        }
    }

    private static bool CheckChannels(IReadOnlyList<string> channels, string path, ValidationContext context)
    {
        var before = context.Issues.Count;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < channels.Count; i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}/{i}");
            if (!seen.Add(channels[i]))
            {
                context.Issues.Error("trigger.channelTwice", place, null, channels[i]);
            }
            else if (context.Refers("channel", channels[i], context.Index.ChannelIds, place)
                && context.Index.Channels[context.Index.ChannelIds[channels[i]]].Item.Direction == "inbound")
            {
                context.Issues.Error("trigger.inbound", place, null, channels[i]);
            }
        }

        return context.Issues.Count == before;
    }
}
