using NbaStudio.Engine.Conditions.Syntax;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Conditions.Checking;

internal sealed partial class ConditionChecker
{
    /// <summary>Outcome names as the language writes them.</summary>
    private static readonly string[] Outcomes = [.. Enum.GetNames<ContactKind>().Select(n => char.ToLowerInvariant(n[0]) + n[1..])];

    private (ConditionNode, ValueKind) VisitName(NameNode name)
    {
        if (_insideWhere && name.Root != NameRoot.Event)
        {
            ReportWhere(Show(name), name.Span);
            return (name, ValueKind.Missing);
        }

        if (name.Root == NameRoot.Event && !_insideWhere && !scope.AllowEvent)
        {
            issues.Add("event.notAllowed", name.Span, $"`{Show(name)}` can only be used where an event is looked at: in `where` and in the patterns of triggers.");
            return (name, ValueKind.Missing);
        }

        var slot = ScopeNames.SlotOf(name.Root, name.Name, name.Part, scope, _eventType);
        if (slot is null)
        {
            ReportUnknown(Show(name), name.Span);
        }

        return (name, slot?.Kind ?? ValueKind.Missing);
    }

    private void ReportUnknown(string name, SourceSpan span)
    {
        var near = ScopeNames.Nearest(name, scope, _eventType, _insideWhere);
        issues.Add("name.unknown", span, NearestName.Unknown(name, near), near);
    }

    private void ReportWhere(string what, SourceSpan span) =>
        issues.Add("where.eventOnly", span, $"`{what}` cannot be used in `where`: a filter reads the properties of the event only.");

    private (ConditionNode, ValueKind) VisitAggregate(AggregateNode node)
    {
        var events = node.Events;
        if (_insideWhere)
        {
            ReportWhere(Words.Name(node.Function) + "(event ...)", node.Span);
            return (node, ValueKind.Missing);
        }

        if (events.Window < ConditionLimits.MinimumWindow || events.Window > ConditionLimits.MaximumWindow)
        {
            issues.Add("window.range", node.Span, $"The window {Durations.Format(events.Window)} is out of range; 1m to 400d are allowed.");
        }

        if (events.EventType.Length is 0 or > 128)
        {
            issues.Add("event.type", node.Span, $"The event's type has {events.EventType.Length} characters; 1 to 128 are allowed.");
        }

        ConditionNode? where = null;
        if (events.Where is not null)
        {
            var outer = _eventType;
            (_insideWhere, _eventType) = (true, events.EventType);
            where = VisitTruth(events.Where);
            (_insideWhere, _eventType) = (false, outer);
        }

        return (node with { Events = events with { Where = where } }, CheckProperty(node));
    }

    private ValueKind CheckProperty(AggregateNode node)
    {
        var definition = new AggregateDefinition("", node.Function, node.Events.EventType, node.Property, null, node.Events.Window);
        if (node.Property is null)
        {
            return ScopeNames.KindOf(definition, scope);
        }

        var kind = ScopeNames.EventKind(node.Events.EventType, node.Property, scope);
        if (kind is null)
        {
            var near = NearestName.Find(node.Property, ScopeNames.PropertiesOf(node.Events.EventType, scope)?.Keys ?? []);
            issues.Add("name.unknown", node.Span, $"The event \"{node.Events.EventType}\": {NearestName.Unknown(node.Property, near)}", near);
            return ValueKind.Missing;
        }

        var summed = node.Function is AggregateFunction.Sum or AggregateFunction.Average or AggregateFunction.Min or AggregateFunction.Max;
        if (summed && !KindNames.IsNumeric(kind.Value))
        {
            issues.Add("type.mismatch", node.Span, $"`{Words.Name(node.Function)}` needs a number or an amount; `{node.Property}` is {KindNames.Of(kind.Value)}.");
            return ValueKind.Missing;
        }

        return ScopeNames.KindOf(definition, scope);
    }

    private (ConditionNode, ValueKind) VisitOutcomeCount(OutcomeCountNode node)
    {
        if (_insideWhere)
        {
            ReportWhere("outcome_count(...)", node.Span);
        }

        if (node.Window <= TimeSpan.Zero || node.Window > ConditionLimits.MaximumWindow)
        {
            issues.Add("window.range", node.Span, $"The window {Durations.Format(node.Window)} is out of range; 1s to 400d are allowed.");
        }

        var outcome = Array.Find(Outcomes, o => string.Equals(o, node.Outcome, StringComparison.OrdinalIgnoreCase));
        if (outcome is null)
        {
            var near = NearestName.Find(node.Outcome, Outcomes);
            issues.Add("outcome.unknown", node.Span, $"{NearestName.Unknown(node.Outcome, near)} Outcomes are {string.Join(", ", Outcomes)}.", near);
        }

        var known = node.Scope switch
        {
            ContactScopeKind.Action => scope.Actions,
            ContactScopeKind.Treatment => scope.Treatments,
            ContactScopeKind.Group => scope.Groups,
            ContactScopeKind.Objective => scope.Objectives,
            ContactScopeKind.Channel => scope.Channels,
            _ => null,
        };
        if (known is not null && !known.Contains(node.Id ?? ""))
        {
            var near = NearestName.Find(node.Id ?? "", known.Order(StringComparer.Ordinal));
            issues.Add("id.unknown", node.Span, $"The {node.Scope.ToString().ToLowerInvariant()} {NearestName.Unknown(node.Id ?? "", near)}", near);
        }

        return (node with { Outcome = outcome ?? node.Outcome }, ValueKind.Number);
    }

    private (ConditionNode, ValueKind) VisitNamed(NamedConditionNode node)
    {
        if (_insideWhere)
        {
            ReportWhere(Show(node), node.Span);
            return (node, ValueKind.Missing);
        }

        if (!scope.Conditions.TryGetValue(node.Name, out var text))
        {
            var near = NearestName.Find(node.Name, scope.Conditions.Keys.Order(StringComparer.Ordinal));
            issues.Add("condition.unknown", node.Span, $"The condition {NearestName.Unknown(node.Name, near)}", near);
            return (node, ValueKind.Missing);
        }

        if (_open.Contains(node.Name))
        {
            var cycle = string.Join(" > ", _open.SkipWhile(n => n != node.Name).Append(node.Name));
            issues.Add("condition.cycle", node.Span, $"The condition \"{node.Name}\" refers to itself: {cycle}.");
            return (node, ValueKind.Missing);
        }

        if (!_named.TryGetValue(node.Name, out var known))
        {
            known = BindNamed(node, text);
            _named[node.Name] = known;
        }

        return (node with { Inlined = known.Bound }, known.Kind);
    }

    private (ConditionNode, ValueKind) BindNamed(NamedConditionNode node, string text)
    {
        if (_open.Count >= ConditionLimits.MaximumDepth)
        {
            ConditionLimits.AddDepth(issues, node.Span);
            _sizes[node.Name] = new TreeMetrics(1, 0);
            return (node, ValueKind.Missing);
        }

        var (tree, inner) = ConditionLanguage.ParseUnchecked(text, insideWhere: false);
        var nested = new ConditionChecker(scope, inner);
        nested._open.AddRange([.. _open, node.Name]);
        foreach (var (name, bound) in _named)
        {
            nested._named.Add(name, bound);
            nested._sizes.Add(name, _sizes[name]);
        }

        var result = nested.Check(tree, ExpectedType.Condition);
        foreach (var (name, bound) in nested._named)
        {
            _named[name] = bound;
            _sizes[name] = nested._sizes[name];
        }

        // A mistake inside is shown where the condition is used, with its own words.
        foreach (var issue in inner.ToSorted())
        {
            var own = issue.Code == "condition.cycle" || issue.Message.StartsWith("In condition ", StringComparison.Ordinal);
            issues.Add(issue.Code, node.Span, own ? issue.Text! : IssueText.Of($"In condition \"{node.Name}\", line {issue.Line}, column {issue.Column}: {issue.Text}"), issue.Suggestion);
        }

        _sizes[node.Name] = TreeMetrics.Of(tree, _sizes);
        return (result.Bound, inner.IsEmpty ? result.Kind : ValueKind.Missing);
    }
}
