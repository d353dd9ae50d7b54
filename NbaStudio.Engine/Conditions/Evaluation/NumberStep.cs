namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>What one step of a <see cref="NumberProgram"/> does with the top of the stack.</summary>
internal enum NumberOperation : byte { Load, Negate, Add, Subtract, Multiply, Divide }

/// <summary>Where a step finds its (right) operand.</summary>
internal enum NumberOperand : byte { Stack, Constant, Slot }

/// <summary>One step: 16 bytes, so that the steps of many expressions lie side by side in memory.</summary>
/// <param name="Slot">Index of the slot that is read; 0 where none is.</param>
/// <param name="Constant">The constant operand; 0 where there is none.</param>
internal readonly record struct NumberStep(NumberOperation Operation, NumberOperand Operand, int Slot, double Constant);
