using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Engine.Customers;

/// <summary>Folds one customer into another when two ids turn out to be one person.</summary>
public static class CustomerMerge
{
    /// <summary>Takes everything of the source into the target; where both state something, the target's stays, and of consents the strictest.</summary>
    /// <param name="target">The customer that stays.</param>
    /// <param name="source">The customer that is folded in; delete it afterwards.</param>
    /// <param name="catalogue">The aggregates of the live revision; others are not merged.</param>
    /// <returns>What is added to the source's decision numbers, so that its records and deliveries can be found again.</returns>
    /// <exception cref="ArgumentException">The two are the same customer, or only one of them is simulated.</exception>
    public static long Fold(CustomerState target, CustomerState source, AggregateCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(source);
        if (target.Key == source.Key || target.Simulated != source.Simulated)
        {
            throw new ArgumentException("A customer cannot be folded into itself, nor a simulated one into a real one.", nameof(source));
        }

        var offset = target.NextDecisionNumber - 1;
        target.NextDecisionNumber += source.NextDecisionNumber - 1;
        target.CreatedAt = Math.Min(target.CreatedAt, source.CreatedAt);
        target.JournalPosition = Math.Max(target.JournalPosition, source.JournalPosition);
        target.Language ??= source.Language;
        if (target.TimeZone is null)
        {
            target.RestoreTimeZone(source.TimeZone);
        }

        FoldFacts(target, source, offset);
        target.Aggregates.Merge(source.Aggregates, catalogue);
        FoldMoments(target, source, offset);
        return offset;
    }

    private static void FoldFacts(CustomerState target, CustomerState source, long offset)
    {
        foreach (var alias in source.Aliases)
        {
            target.AddAlias(alias);
        }

        foreach (var (name, value) in source.Profile.Values.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (target.Profile.Get(name).IsMissing && target.Profile.Count < Profile.MaximumCount)
            {
                target.Profile.Set(name, value);
            }
        }

        foreach (var record in source.Consents.Records)
        {
            target.Consents.MergeStrictest(record);
        }

        foreach (var hash in source.Consents.Outdated)
        {
            target.Consents.Outdate(hash);
        }

        foreach (var record in source.Addresses.Records)
        {
            target.Addresses.Merge(record);
        }

        target.Contacts.Merge(source.Contacts, offset);
    }

    private static void FoldMoments(CustomerState target, CustomerState source, long offset)
    {
        foreach (var response in source.OpenResponses.Items)
        {
            target.OpenResponses.Add(response.WithDecision(response.Decision + offset));
        }

        foreach (var timer in source.Timers.Items.Where(t => t.Kind != TimerKind.Goal))
        {
            target.Timers.Add(timer with { Decision = timer.Decision == 0 ? 0 : timer.Decision + offset });
        }

        foreach (var (name, pattern) in source.Patterns)
        {
            if (target.Patterns.TryGetValue(name, out var known))
            {
                known.Fold(pattern);
            }
            else
            {
                target.Patterns[name] = pattern;
            }
        }

        // Worked out anew from what both know together; how a goal of the one who stays stood is what counts as known.
        foreach (var (name, goal) in source.Goals)
        {
            target.Goals.TryAdd(name, goal);
        }

        target.Timeline.Merge(source.Timeline, offset);
    }
}
