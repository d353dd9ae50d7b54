namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>Arithmetic over numbers and money as plain doubles, NaN for missing, in postfix order. Pure; allocates nothing.</summary>
internal static class NumberProgram
{
    /// <summary>The result; NaN when a slot that takes part is missing, a divisor is 0 or a number is no longer finite.</summary>
    /// <param name="steps">Steps that <see cref="NumberCompiler"/> made; not empty.</param>
    /// <param name="frame">Slots, and the stack.</param>
    public static double Run(ReadOnlySpan<NumberStep> steps, EvaluationFrame frame)
    {
        var slots = frame.Slots;
        var stack = frame.Stack;
        var (top, depth) = (0.0, 0);
        foreach (ref readonly var step in steps)
        {
            if (step.Operation == NumberOperation.Load)
            {
                stack[depth++] = top;
                top = Operand(step, slots);
                continue;
            }

            if (step.Operation == NumberOperation.Negate)
            {
                top = -top;
                continue;
            }

            double right;
            if (step.Operand == NumberOperand.Stack)
            {
                right = top;
                top = stack[--depth];
            }
            else
            {
                right = Operand(step, slots);
            }

            top = Finite(step.Operation switch
            {
                NumberOperation.Add => top + right,
                NumberOperation.Subtract => top - right,
                NumberOperation.Multiply => top * right,
                _ => right == 0 ? double.NaN : top / right,
            });
        }

        return top;
    }

    private static double Operand(in NumberStep step, Value[] slots)
    {
        if (step.Operand == NumberOperand.Constant)
        {
            return step.Constant;
        }

        ref readonly var value = ref slots[step.Slot];
        return value.IsNumeric ? value.Number : double.NaN;
    }

    private static double Finite(double number) => double.IsFinite(number) ? number : double.NaN;
}
