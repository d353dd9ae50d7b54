using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>How the subject of a line is chosen.</summary>
public enum RuleSubjectKind : byte { None, Name, Events, Written }

/// <summary>Reads and writes subjects of lines. Pure.</summary>
public static class RuleTexts
{
    /// <summary>What a subject is to the builder.</summary>
    public static RuleSubjectKind KindOf(string subject, RuleVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(vocabulary);
        return subject.Length == 0 ? RuleSubjectKind.None : vocabulary.Find(subject) is not null ? RuleSubjectKind.Name : EventsOf(subject) is not null ? RuleSubjectKind.Events : RuleSubjectKind.Written;
    }

    /// <summary>The event and the window of a count without a filter; null when the subject is something else.</summary>
    public static (string Type, string Window)? EventsOf(string subject) =>
        ConditionLanguage.Parse(subject).Tree is AggregateNode { Function: AggregateFunction.Count, Events: { Where: null } events }
            ? (events.EventType, ConditionLanguage.Print(new LiteralNode(Value.OfDuration(events.Window)))) : null;

    /// <summary>A count of events. What cannot be a window stands as it is typed: the check says what is wrong with it.</summary>
    public static string Events(string type, string window) => $"count(event {Quote(type)} in {window})";

    /// <summary>Kind of the values that a subject is compared with; null = not known.</summary>
    public static ValueKind? ValueKindOf(string subject, RuleVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return vocabulary.Find(subject)?.Kind switch
        {
            ValueKind.TextSet => ValueKind.Text,
            { } kind => kind,
            null => ConditionLanguage.Parse(subject).Tree is AggregateNode { Function: not (AggregateFunction.Min or AggregateFunction.Max or AggregateFunction.Last) } or DaysSinceNode or OutcomeCountNode
                ? ValueKind.Number : null,
        };
    }

    /// <summary>The operators that make sense for a kind, the commonest first; each also negated where that reads better than its opposite.</summary>
    public static IReadOnlyList<(RuleOperator Operator, bool Negated)> OperatorsFor(ValueKind? kind) => kind switch
    {
        ValueKind.Boolean => [(RuleOperator.Holds, false), (RuleOperator.Holds, true), (RuleOperator.Present, false), (RuleOperator.Missing, false)],
        ValueKind.Text => [(RuleOperator.OneOf, false), (RuleOperator.NoneOf, false), (RuleOperator.Equal, false), (RuleOperator.NotEqual, false), (RuleOperator.Contains, false), (RuleOperator.Contains, true), (RuleOperator.Present, false), (RuleOperator.Missing, false)],
        ValueKind.TextSet => [(RuleOperator.Contains, false), (RuleOperator.Contains, true), (RuleOperator.Present, false), (RuleOperator.Missing, false)],
        ValueKind.Number or ValueKind.Money or ValueKind.DateTime or ValueKind.Duration =>
        [
            (RuleOperator.GreaterOrEqual, false), (RuleOperator.Greater, false), (RuleOperator.LessOrEqual, false), (RuleOperator.Less, false), (RuleOperator.Equal, false),
            (RuleOperator.NotEqual, false), (RuleOperator.Between, false), (RuleOperator.Between, true), (RuleOperator.OneOf, false), (RuleOperator.NoneOf, false), (RuleOperator.Present, false), (RuleOperator.Missing, false),
        ],
        _ => [.. Enum.GetValues<RuleOperator>().Select(o => (o, false)), (RuleOperator.Holds, true), (RuleOperator.Contains, true), (RuleOperator.Between, true)],
    };

    private static string Quote(string type) => ConditionLanguage.Print(new LiteralNode(Value.OfText(type)));
}
