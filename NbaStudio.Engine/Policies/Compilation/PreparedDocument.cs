using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Checking;

namespace NbaStudio.Engine.Policies.Compilation;

/// <summary>A document whose named conditions and declared aggregates are understood, so that other expressions can be compiled.</summary>
internal sealed class PreparedDocument
{
    // What stands in for a condition that has mistakes of its own, so that those who use it are still checked.
    private const string StandIn = "1 = 1";

    public PreparedDocument(DocumentIndex index, IssueList issues)
    {
        Index = index;
        var conditions = new Dictionary<string, string>(StringComparer.Ordinal);
        var aggregates = new Dictionary<string, AggregateDefinition>(StringComparer.Ordinal);
        Scopes = new PolicyScopes(index, conditions, aggregates);
        var compiler = new ExpressionCompiler(Scopes, new SlotLayoutBuilder(), issues);
        PrepareAggregates(compiler, aggregates);
        PrepareConditions(compiler, conditions, issues);
        Aggregates = aggregates;
    }

    public DocumentIndex Index { get; }

    public PolicyScopes Scopes { get; }

    /// <summary>Declared aggregates by name.</summary>
    public IReadOnlyDictionary<string, AggregateDefinition> Aggregates { get; }

    /// <summary>Type of an aggregate's value.</summary>
    public ValueKind KindOf(AggregateDefinition definition) => ScopeNames.KindOf(definition, Scopes.Rules);

    private void PrepareAggregates(ExpressionCompiler compiler, Dictionary<string, AggregateDefinition> aggregates)
    {
        foreach (var (item, path) in DocumentIndex.Locate(Index.Document.Aggregates, "aggregates", a => a.Name))
        {
            var filter = compiler.Filter(item.Event, item.Where, path + "/where");
            var function = DocumentWords.Function(item.Function) ?? AggregateFunction.Count;
            var window = Durations.TryParse(item.Window, out var duration) && duration > TimeSpan.Zero ? duration : TimeSpan.FromDays(1);
            aggregates.TryAdd(item.Name, new AggregateDefinition("aggregate." + item.Name, function, item.Event, item.Property, filter?.Text, window));
        }
    }

    private void PrepareConditions(ExpressionCompiler compiler, Dictionary<string, string> conditions, IssueList issues)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (item, path) in DocumentIndex.Locate(Index.Document.Conditions, "conditions", c => c.Name))
        {
            paths.TryAdd(item.Name, path + "/when");
        }

        var (ordered, circles) = NamedConditions.Order(Index.Document.Conditions);
        foreach (var name in circles.Keys)
        {
            conditions[name] = StandIn;
            issues.Error("condition.circle", paths[name], null, name, string.Join(" > ", circles[name]));
        }

        foreach (var condition in ordered.Where(c => !circles.ContainsKey(c.Name)))
        {
            var usable = compiler.Rule(condition.When, ExpectedType.Condition, paths[condition.Name]) is not null;
            conditions[condition.Name] = usable ? condition.When : StandIn;
        }
    }
}
