using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Detection.Patterns;

/// <summary>Finds everything that is wrong with a tree: counts, windows, order, contradictions, names and types.</summary>
internal sealed class PatternChecker(ConditionScope scope, IssueList issues)
{
    private const int MaximumType = 128;
    private const int MaximumSame = 4;
    private const int MaximumName = 64;

    private static readonly TimeSpan MinimumWindow = TimeSpan.FromSeconds(1);

    public void Check(PatternNode tree)
    {
        EventNode[] events;
        switch (tree)
        {
            case CountPattern count:
                events = [count.Event];
                CheckCount(count);
                CheckWindow(count.Window, count.WindowSpan);
                break;
            case SequencePattern sequence:
                events = [.. sequence.Parts.Select(p => p.Event)];
                CheckParts(sequence);
                CheckWindow(sequence.Window, sequence.WindowSpan);
                break;
            case AbsencePattern absence:
                events = [absence.Event];
                CheckWindow(absence.Duration, absence.WindowSpan);
                break;
            case EventPattern one:
                events = [one.Event];
                break;
            default:
                throw new ArgumentException($"{tree.GetType().Name} is not a pattern.", nameof(tree));
        }

        foreach (var node in events)
        {
            CheckEvent(node);
        }

        CheckSame(tree, events);
    }

    private void CheckCount(CountPattern count)
    {
        if (count.Count is < 1 or > PatternLanguage.MaximumCount)
        {
            issues.Add("pattern.count", count.Event.Span, $"The count {count.Count} is out of range; whole numbers from 1 to {PatternLanguage.MaximumCount} are allowed.", count.Count < 1 ? "1" : $"{PatternLanguage.MaximumCount}");
        }
    }

    private void CheckWindow(TimeSpan window, SourceSpan span)
    {
        if (window < MinimumWindow || window > ConditionLimits.MaximumWindow)
        {
            issues.Add("window.range", span, $"The window {Durations.Format(window)} is out of range; 1s to 400d are allowed.", window < MinimumWindow ? "1s" : "400d");
        }
        else if (window.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            issues.Add("window.range", span, $"The window {window} is not a whole number of seconds.", Durations.Format(window));
        }
    }

    private void CheckParts(SequencePattern sequence)
    {
        var parts = sequence.Parts;
        if (parts.Count is < 2 or > PatternLanguage.MaximumParts)
        {
            issues.Add("pattern.parts", default, $"The sequence has {parts.Count} parts; 2 to {PatternLanguage.MaximumParts} are allowed.");
            return;
        }

        if (parts[0].Negated)
        {
            issues.Add("pattern.order", parts[0].Event.Span, $"A sequence begins with an event that happens; what must not happen comes after it.");
        }

        for (var i = 1; i < parts.Count; i++)
        {
            if (!parts[i].Negated)
            {
                continue;
            }

            var next = i + 1;
            for (; next < parts.Count && parts[next].Negated; next++)
            {
                if (Covers(parts[i].Event, parts[next].Event) || Covers(parts[next].Event, parts[i].Event))
                {
                    issues.Add("pattern.twice", parts[next].Event.Span, $"What must not happen here is stated twice: event \"{parts[next].Event.EventType}\".");
                }
            }

            if (next < parts.Count && Covers(parts[i].Event, parts[next].Event))
            {
                issues.Add(
                    "pattern.contradiction", parts[i].Event.Span,
                    $"event \"{parts[i].Event.EventType}\" must not happen and then must: this pattern can never match. Remove the `not` part, or say with `where` which events it means.");
            }
        }
    }

    // Whether every event of the second is one of the first, as far as the text shows it.
    private static bool Covers(EventNode wide, EventNode narrow) =>
        TextValue.Fold(wide.EventType) == TextValue.Fold(narrow.EventType) && (wide.Where is null || wide.Where.Equals(narrow.Where));

    private void CheckEvent(EventNode node)
    {
        if (node.EventType.Length is 0 or > MaximumType)
        {
            issues.Add("event.type", node.Span, $"The event's type has {node.EventType.Length} characters; 1 to {MaximumType} are allowed.");
        }

        if (node.Where is not null)
        {
            new ConditionChecker(scope with { EventType = node.EventType, AllowEvent = true }, issues).Check(node.Where, ExpectedType.Condition, insideWhere: true);
        }
    }

    private void CheckSame(PatternNode tree, EventNode[] events)
    {
        if (tree.Same.Count > MaximumSame)
        {
            issues.Add("pattern.same", default, $"The parts are correlated by {tree.Same.Count} properties; at most {MaximumSame} are allowed.");
        }

        if (tree.Same.Count > 0 && tree is EventPattern)
        {
            issues.Add("pattern.same", default, $"One event alone has nothing to be the same as; `same` is for counts, sequences and `not ... for`.");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in tree.Same)
        {
            if (name.Length is 0 or > MaximumName)
            {
                issues.Add("pattern.same", default, $"The name of a property has {name.Length} characters; 1 to {MaximumName} are allowed.");
                continue;
            }

            if (!seen.Add(name))
            {
                issues.Add("pattern.same", default, $"`same {name}` is stated twice.");
                continue;
            }

            foreach (var node in events)
            {
                if (ScopeNames.EventKind(node.EventType, name, scope) is null)
                {
                    var near = NearestName.Find(name, ScopeNames.PropertiesOf(node.EventType, scope)!.Keys.Order(StringComparer.Ordinal));
                    issues.Add("name.unknown", node.Span, $"`same {name}`: event \"{node.EventType}\" has no such property. {NearestName.Unknown(name, near)}", near);
                }
            }
        }
    }
}
