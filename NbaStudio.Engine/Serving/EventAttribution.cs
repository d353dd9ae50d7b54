using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Serving;

/// <summary>Finds what an event is credited to: once among primary heads, and once among the further heads of each kind, each time to the latest shown treatment that lists it and whose window is open.</summary>
internal static class EventAttribution
{
    /// <summary>The shown treatments that are credited, with the heads they are credited for; that of a primary head first.</summary>
    /// <param name="policyOf">The policy that has a treatment; null = none.</param>
    /// <param name="time">Of the event, milliseconds since 1970 UTC.</param>
    public static List<(OpenResponse Open, HeadCredits Credits)> Find(
        IReadOnlyList<OpenResponse> awaited, Func<int, PolicySnapshot?> policyOf, TextValue type, IPropertyReader properties, long time)
    {
        // By place: the primary heads, then further heads by kind.
        var latest = new (OpenResponse? Open, bool IsPositive)[1 + Enum.GetValues<HeadKind>().Length];
        foreach (var open in awaited)
        {
            if (open.ShownAt == 0 || time < open.ShownAt || policyOf(open.Treatment) is not { } policy)
            {
                continue;
            }

            var heads = policy.Treatments[policy.TreatmentIndexOfKey(open.Treatment)].Heads;
            for (var i = 0; i < heads.Count; i++)
            {
                ref var place = ref latest[i == 0 ? 0 : 1 + (int)heads[i].Kind];
                AwaitedAnswer? answer = i == 0 ? open : open.Head(heads[i].Kind);
                if (answer is null || time > answer.WindowEnd || open.ShownAt < place.Open?.ShownAt)
                {
                    continue;
                }

                var positive = Lists(heads[i].Positive, type, properties);
                if (positive || Lists(heads[i].Negative, type, properties))
                {
                    place = (open, positive);
                }
            }
        }

        var found = new List<(OpenResponse Open, HeadCredits Credits)>();
        for (var i = 0; i < latest.Length; i++)
        {
            if (latest[i].Open is { } open)
            {
                HeadKind? head = i == 0 ? null : (HeadKind)(i - 1);
                var at = found.FindIndex(f => ReferenceEquals(f.Open, open));
                if (at < 0)
                {
                    found.Add((open, default(HeadCredits).With(head, latest[i].IsPositive)));
                }
                else
                {
                    found[at] = (open, found[at].Credits.With(head, latest[i].IsPositive));
                }
            }
        }

        return found;
    }

    private static bool Lists(OutcomeSet set, TextValue type, IPropertyReader properties)
    {
        foreach (var filter in set.Events)
        {
            if (filter.IsFor(type) && filter.Matches(properties, filter.CreateFrame()))
            {
                return true;
            }
        }

        return false;
    }
}
