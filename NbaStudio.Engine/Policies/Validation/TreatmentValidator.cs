using System.Globalization;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks the channels and placements of treatments.</summary>
internal sealed class TreatmentValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var treatment in context.Index.Treatments)
        {
            if (!string.IsNullOrWhiteSpace(treatment.Item.Channel)
                && context.Refers("channel", treatment.Item.Channel, context.Index.ChannelIds, treatment.Path + "/channel"))
            {
                CheckPlacements(treatment, context.Index.Channels[treatment.Channel].Item, context.Issues);
            }
        }
    }

    private static void CheckPlacements(LocatedTreatment treatment, ChannelDocument channel, IssueList issues)
    {
        string[] known = [.. channel.Placements.Select(p => p.Name)];
        for (var i = 0; i < treatment.Item.Placements.Count; i++)
        {
            var name = treatment.Item.Placements[i];
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"{treatment.Path}/placements/{i}");
                issues.Error("treatment.placementUnknown", path, NearestName.Find(name, known), channel.Id, name);
            }
        }
    }
}
