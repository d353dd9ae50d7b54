using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions.Programs;
using NbaStudio.Tests.Conditions;

namespace NbaStudio.Tests.Decisions;

/// <summary>The packed forms of rules and values against the expressions that they were made of.</summary>
public class ProgramTests
{
    private static readonly string[] Operators = ["<", "<=", ">", ">=", "=", "!="];

    [Fact]
    public void Rules_RandomConditionsAndCustomers_HoldWhereTheExpressionIsTrue()
    {
        var trees = new RandomTrees(21);
        var random = new Random(22);
        var (held, failed) = (0, 0);
        for (var trial = 0; trial < 150; trial++)
        {
            var layout = new SlotLayoutBuilder();
            var conditions = Enumerable.Range(0, 40).Select(i => Compile(i % 3 == 0 ? ConditionLanguage.Print(trees.Condition(3)) : Ranges(random), layout)).Append(null).ToArray();
            var slots = layout.ToLayout();
            var program = new RuleProgram(conditions, slots.Count);
            for (var customer = 0; customer < 20; customer++)
            {
                var frame = Frame(slots, trees, random);
                var numbers = new double[2 * slots.Count];
                var marks = new bool[conditions.Length];
                RuleProgram.Spread(frame.Slots, numbers);
                program.MarkFailed(numbers, marks);
                for (var i = 0; i < conditions.Length; i++)
                {
                    var expected = conditions[i] is not { } condition || condition.Test(frame) == Ternary.True;
                    program.Holds(i, numbers, frame).ShouldBe(expected, conditions[i]?.Text);
                    (!marks[i] && program.RestHolds(i, frame)).ShouldBe(expected, conditions[i]?.Text);
                    _ = expected ? held++ : failed++;
                }
            }
        }

        held.ShouldBeGreaterThan(20_000);
        failed.ShouldBeGreaterThan(20_000);
    }

    [Fact]
    public void Values_RandomExpressionsAndCustomers_AreTheExpressionsOwnToTheLastBit()
    {
        var trees = new RandomTrees(23);
        var random = new Random(24);
        var (present, missing) = (0, 0);
        for (var trial = 0; trial < 200; trial++)
        {
            var layout = new SlotLayoutBuilder();
            var values = Enumerable.Range(0, 20).Select(_ => ConditionLanguage.Compile(ConditionLanguage.Print(trees.Numeric(4)), TestScope.Full, ExpectedType.Money, layout).Expression).ToArray();
            var slots = layout.ToLayout();
            var program = new ValueProgram(values, 12.5);
            for (var customer = 0; customer < 10; customer++)
            {
                var frame = Frame(slots, trees, random);
                var numbers = new double[2 * slots.Count];
                RuleProgram.Spread(frame.Slots, numbers);
                for (var i = 0; i < values.Length; i++)
                {
                    // The interpreter walks the tree; a missing value is NaN here.
                    var expected = values[i] is not Engine.Conditions.Evaluation.DelegateExpression expression ? Value.OfMoney(12.5)
                        : Engine.Conditions.Evaluation.Operations.Coerce(expression.Interpreter(frame).Evaluate(expression.Bound), ExpectedType.Money);
                    program.Of(i, numbers, frame).ShouldBe(expected.IsMissing ? double.NaN : expected.Number, values[i]?.Text);
                    _ = expected.IsMissing ? missing++ : present++;
                }
            }
        }

        present.ShouldBeGreaterThan(10_000);
        missing.ShouldBeGreaterThan(2_000);
    }

    private static EvaluationFrame Frame(SlotLayout slots, RandomTrees trees, Random random)
    {
        var frame = new EvaluationFrame(slots.Count) { NowMilliseconds = 1_795_000_000_000 };
        for (var s = 0; s < slots.Count; s++)
        {
            frame.Slots[s] = slots.Slots[s].Kind == ValueKind.Number && random.Next(3) > 0 ? Value.OfNumber(random.Next(20, 60)) : trees.ValueFor(slots.Slots[s]);
        }

        return frame;
    }

    private static string Ranges(Random random) => string.Join(" and ", Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(4) == 0
        ? FormattableString.Invariant($"customer.age between {random.Next(0, 40)} and {random.Next(30, 80)}")
        : FormattableString.Invariant($"customer.{(random.Next(2) == 0 ? "age" : "tenure_months")} {Operators[random.Next(random.Next(3) == 0 ? 6 : 4)]} {random.Next(0, 80)}")));

    private static CompiledExpression? Compile(string text, SlotLayoutBuilder layout) =>
        ConditionLanguage.Compile(text, TestScope.Full, ExpectedType.Condition, layout).Expression;
}
