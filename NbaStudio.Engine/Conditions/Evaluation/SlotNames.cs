using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>From the nodes that read an input to its slot.</summary>
internal static class SlotNames
{
    /// <summary>The canonical name of the slot that a node reads; null for nodes that read none.</summary>
    public static string? Of(ConditionNode node) => node switch
    {
        NameNode { Root: NameRoot.Goal } goal => $"goal.{goal.Name}.{goal.Part}",
        NameNode name => name.Root.ToString().ToLowerInvariant() + "." + name.Name,
        AggregateNode or OutcomeCountNode => ConditionPrinter.Print(node),
        _ => null,
    };

    /// <summary>The slot of a node that passed the check.</summary>
    public static SlotDefinition Define(ConditionNode node, ConditionScope scope) => node switch
    {
        NameNode name => ScopeNames.SlotOf(name.Root, name.Name, name.Part, scope, scope.EventType)
            ?? throw new ArgumentException($"{name.Name} is not in the scope; check the tree first.", nameof(node)),
        AggregateNode aggregate => DefineAggregate(aggregate, scope),
        OutcomeCountNode count => new OutcomeCountSlot(ConditionPrinter.Print(count), new ContactScope(count.Scope, count.Id), count.Outcome, count.Window),
        _ => throw new ArgumentException("The node reads no input.", nameof(node)),
    };

    private static AggregateSlot DefineAggregate(AggregateNode node, ConditionScope scope)
    {
        var name = ConditionPrinter.Print(node);
        var where = node.Events.Where is null ? null : ConditionPrinter.Print(node.Events.Where, insideWhere: true);
        var definition = new AggregateDefinition(name, node.Function, node.Events.EventType, node.Property, where, node.Events.Window);
        return new AggregateSlot(name, ScopeNames.KindOf(definition, scope), definition);
    }
}
