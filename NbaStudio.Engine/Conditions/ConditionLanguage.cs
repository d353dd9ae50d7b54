using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Conditions.Evaluation;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions;

/// <summary>What names mean where an expression stands.</summary>
public sealed record ConditionScope
{
    public IReadOnlyDictionary<string, ValueKind> Attributes { get; init; } = new Dictionary<string, ValueKind>();
    public IReadOnlyDictionary<string, AggregateDefinition> Aggregates { get; init; } = new Dictionary<string, AggregateDefinition>();

    /// <summary>Goal name to the kind of its progress (Number); the deadline is a DateTime.</summary>
    public IReadOnlySet<string> Goals { get; init; } = new HashSet<string>();

    /// <summary>Imported scores; null = any name.</summary>
    public IReadOnlySet<string>? Scores { get; init; }

    /// <summary>Named conditions: name to text.</summary>
    public IReadOnlyDictionary<string, string> Conditions { get; init; } = new Dictionary<string, string>();

    /// <summary>Declared event types: type to its properties and their kinds.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, ValueKind>> Events { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, ValueKind>>();

    public IReadOnlySet<string> Objectives { get; init; } = new HashSet<string>();
    public IReadOnlySet<string> Groups { get; init; } = new HashSet<string>();
    public IReadOnlySet<string> Actions { get; init; } = new HashSet<string>();
    public IReadOnlySet<string> Treatments { get; init; } = new HashSet<string>();
    public IReadOnlySet<string> Channels { get; init; } = new HashSet<string>();

    /// <summary>Whether event.&lt;property&gt; may be used here (event filters, patterns); the properties of <see cref="EventType"/> give the kinds.</summary>
    public bool AllowEvent { get; init; }

    /// <summary>Type of the event that event.* refers to; null = not known (undeclared).</summary>
    public string? EventType { get; init; }
}

/// <summary>What an expression must give.</summary>
public enum ExpectedType : byte { Condition, Number, Money, DateTime }

/// <summary>The condition language: text to tree, tree to text, checked, compiled. Total: bad input gives issues, never an exception. Thread safe.</summary>
public static class ConditionLanguage
{
    /// <summary>Parses, checks and compiles in one go.</summary>
    /// <returns>A compiled expression when there are no issues; else null and all issues. Slots are added to the layout only in the first case.</returns>
    public static (CompiledExpression? Expression, IReadOnlyList<ConditionIssue> Issues) Compile(string text, ConditionScope scope, ExpectedType expected, SlotLayoutBuilder layout) =>
        Compile(text, scope, expected, layout, insideWhere: false);

    /// <summary>Text to tree, without looking names up.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="insideWhere">Whether bare names are properties of the event, as in where.</param>
    /// <returns>The tree when there are no issues; else null and all issues.</returns>
    public static (ConditionNode? Tree, IReadOnlyList<ConditionIssue> Issues) Parse(string text, bool insideWhere = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (tree, issues) = ParseUnchecked(text, insideWhere);
        return (issues.IsEmpty ? tree : null, issues.ToSorted());
    }

    /// <summary>What fits at a place of a text, whatever else is wrong with it. Names are not looked up.</summary>
    /// <param name="caret">0 to the length of the text.</param>
    public static CaretPlace PlaceAt(string text, int caret)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CaretReader.Read(text, Math.Clamp(caret, 0, text.Length), isPattern: false);
    }

    /// <summary>Checks names, types and limits of a tree, from a text or built by a program.</summary>
    /// <returns>All issues; empty when the tree compiles. Places are line 1, column 1 for nodes that came from no text.</returns>
    public static IReadOnlyList<ConditionIssue> Check(ConditionNode tree, ConditionScope scope, ExpectedType expected, bool insideWhere = false)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(scope);
        var issues = new IssueList();
        new ConditionChecker(scope, issues).Check(tree, expected, insideWhere);
        return issues.ToSorted();
    }

    /// <summary>The canonical text of a tree; parsing it gives the same tree.</summary>
    public static string Print(ConditionNode tree, bool insideWhere = false)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return ConditionPrinter.Print(tree, insideWhere);
    }

    internal static (CompiledExpression? Expression, IReadOnlyList<ConditionIssue> Issues) Compile(
        string text, ConditionScope scope, ExpectedType expected, SlotLayoutBuilder layout, bool insideWhere)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(layout);
        var (tree, issues) = ParseUnchecked(text, insideWhere);
        if (issues.Count >= IssueList.Maximum)
        {
            return (null, issues.ToSorted());
        }

        var condition = new ConditionChecker(scope, issues).Check(tree, expected, insideWhere);
        return issues.IsEmpty ? (new DelegateExpression(condition, expected, scope, layout, insideWhere), []) : (null, issues.ToSorted());
    }

    /// <summary>Parses what can be parsed; broken parts stand as BrokenNode, so that the rest can be checked too.</summary>
    internal static (ConditionNode Tree, IssueList Issues) ParseUnchecked(string text, bool insideWhere)
    {
        var issues = new IssueList();
        if (!ConditionLimits.CheckLength(text, issues))
        {
            return (new BrokenNode(), issues);
        }

        return (new ConditionParser(new Lexer(text, issues).Read(), issues, insideWhere).ParseWhole(), issues);
    }
}

/// <summary>An expression ready for the hot path. Immutable and thread safe; evaluation allocates nothing.</summary>
public abstract class CompiledExpression
{
    /// <summary>Canonical text.</summary>
    public abstract string Text { get; }

    /// <summary>Indexes of the slots it reads, ascending.</summary>
    public abstract IReadOnlyList<int> Slots { get; }

    /// <summary>Truth of a condition. An expression of another type is Unknown.</summary>
    public abstract Ternary Test(EvaluationFrame frame);

    /// <summary>Value of any expression; a condition gives a Boolean, or missing when unknown.</summary>
    public abstract Value Evaluate(EvaluationFrame frame);

    /// <summary>Which leaves decided, with the actual values. Not for the hot path.</summary>
    public abstract IReadOnlyList<LeafExplanation> Explain(EvaluationFrame frame);
}

/// <summary>One leaf that decided the truth of a condition.</summary>
/// <param name="Text">Canonical text of the leaf, such as customer.age >= 18.</param>
/// <param name="Subject">Canonical name of what is compared (the slot's name, or the text of the expression).</param>
/// <param name="Operator">=, !=, &lt;, &lt;=, &gt;, &gt;=, in, not in, between, is missing, is present, true.</param>
/// <param name="Actual">The subject's value now.</param>
/// <param name="Needed">The compared value; for between the lower bound; for in the first member.</param>
/// <param name="NeededUpper">The upper bound of between; missing otherwise.</param>
/// <param name="Truth">Truth of the leaf.</param>
/// <param name="Negated">Whether the leaf stands under an odd number of nots.</param>
/// <param name="Condition">Name of the named condition that it stands in, the innermost; null = none.</param>
/// <param name="ConditionText">What that name stands for; null = none.</param>
public sealed record LeafExplanation(
    string Text, string Subject, string Operator, Value Actual, Value Needed, Value NeededUpper, Ternary Truth, bool Negated, string? Condition = null, string? ConditionText = null);
