using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>Compiles arithmetic over numbers and money to steps on plain doubles: several times faster than over values, and the same to the last bit.</summary>
/// <remarks>Only for expressions that give money, so that the kind of what stands inside does not matter.</remarks>
internal sealed class NumberCompiler(ConditionScope scope, Func<ConditionNode, int> indexOf)
{
    private readonly List<NumberStep> _steps = [];

    /// <summary>The steps; null where anything else than numbers takes part.</summary>
    public NumberStep[]? Compile(ConditionNode node) => Add(node) ? [.. _steps] : null;

    private bool Add(ConditionNode node)
    {
        if (OperandOf(node) is { } operand)
        {
            _steps.Add(operand);
            return true;
        }

        switch (node)
        {
            case NegateNode negate when Add(negate.Operand):
                _steps.Add(new NumberStep(NumberOperation.Negate, NumberOperand.Stack, 0, 0));
                return true;
            case ArithmeticNode arithmetic when Add(arithmetic.Left):
                var operation = arithmetic.Operator switch
                {
                    ArithmeticOperator.Add => NumberOperation.Add,
                    ArithmeticOperator.Subtract => NumberOperation.Subtract,
                    ArithmeticOperator.Multiply => NumberOperation.Multiply,
                    _ => NumberOperation.Divide,
                };
                if (OperandOf(arithmetic.Right) is { } right)
                {
                    _steps.Add(right with { Operation = operation });
                    return true;
                }

                if (!Add(arithmetic.Right))
                {
                    return false;
                }

                _steps.Add(new NumberStep(operation, NumberOperand.Stack, 0, 0));
                return true;
            default:
                return false;
        }
    }

    private NumberStep? OperandOf(ConditionNode node) => node switch
    {
        LiteralNode { Value: { IsNumeric: true } literal } => new(NumberOperation.Load, NumberOperand.Constant, 0, literal.Number),
        NameNode or AggregateNode or OutcomeCountNode when SlotNames.Define(node, scope).Kind is ValueKind.Number or ValueKind.Money =>
            new(NumberOperation.Load, NumberOperand.Slot, indexOf(node), 0),
        _ => null,
    };
}
