using System.Text;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Evaluation;

namespace NbaStudio.Tests.Conditions;

public class ConditionPropertyTests
{
    [Fact]
    public void Parse_PrintedRandomTree_GivesTheSameTree()
    {
        var trees = new RandomTrees(1);
        for (var i = 0; i < 10_000; i++)
        {
            var tree = trees.Condition(i % 5);
            var text = ConditionLanguage.Print(tree);
            var (parsed, issues) = ConditionLanguage.Parse(text);
            if (Encoding.UTF8.GetByteCount(text) > 8192)
            {
                issues.ShouldHaveSingleItem().Code.ShouldBe("limit.text");
                continue;
            }

            issues.Select(x => x.Message).ShouldBeEmpty(text);
            parsed.ShouldBe(tree, text);
            ConditionLanguage.Print(parsed!).ShouldBe(text);
        }
    }

    [Fact]
    public void Parse_PrintedRandomWhere_GivesTheSameTree()
    {
        var trees = new RandomTrees(2);
        for (var i = 0; i < 2_000; i++)
        {
            var tree = trees.Where(4);
            var text = ConditionLanguage.Print(tree, insideWhere: true);
            ConditionLanguage.Parse(text, insideWhere: true).Tree.ShouldBe(tree, text);
        }
    }

    [Fact]
    public void Test_RandomTreesAndFrames_EqualsTheInterpreter()
    {
        var trees = new RandomTrees(3);
        var seen = new Dictionary<Ternary, int>();
        var zones = new[] { TimeZoneInfo.Utc, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), TimeZoneInfo.FindSystemTimeZoneById("America/New_York") };
        var pairs = 0;
        for (var i = 0; pairs < 30_000; i++)
        {
            var text = ConditionLanguage.Print(trees.Condition(i % 4));
            var layout = new SlotLayoutBuilder();
            var (compiled, issues) = ConditionLanguage.Compile(text, TestScope.Full, ExpectedType.Condition, layout);
            if (compiled is null)
            {
                // Open types can make a random tree wrong; what is refused must say why.
                issues.ShouldNotBeEmpty();
                continue;
            }

            var slots = layout.ToLayout();
            compiled.Slots.ShouldBe(Enumerable.Range(0, slots.Count));
            for (var f = 0; f < 5; f++, pairs++)
            {
                var frame = new EvaluationFrame(slots.Count) { NowMilliseconds = 1_795_000_000_000 + (i * 86_400_000L % 10_000_000_000), Zone = zones[pairs % 3] };
                for (var s = 0; s < slots.Count; s++)
                {
                    frame.Slots[s] = trees.ValueFor(slots.Slots[s]);
                }

                var expression = (DelegateExpression)compiled;
                var truth = expression.Interpreter(frame).Test(expression.Bound);
                if (expression.Test(frame) != truth || expression.Evaluate(frame) != Operations.ValueOf(truth) || expression.Explain(frame).Count == 0)
                {
                    Assert.Fail($"{text} gave {expression.Test(frame)}, the interpreter {truth}");
                }

                seen[truth] = seen.GetValueOrDefault(truth) + 1;
            }
        }

        seen.Keys.Count.ShouldBe(3);
        seen.Values.Min().ShouldBeGreaterThan(2_000);
    }

    [Fact]
    public void Evaluate_RandomNumbersAndFrames_EqualsTheInterpreter()
    {
        var trees = new RandomTrees(4);
        var (present, missing) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var layout = new SlotLayoutBuilder();
            var text = ConditionLanguage.Print(trees.Numeric(3));
            if (ConditionLanguage.Compile(text, TestScope.Full, ExpectedType.Number, layout).Expression is not DelegateExpression expression)
            {
                continue;
            }

            var slots = layout.ToLayout();
            var frame = new EvaluationFrame(slots.Count) { NowMilliseconds = 1_795_000_000_000 };
            for (var s = 0; s < slots.Count; s++)
            {
                frame.Slots[s] = trees.ValueFor(slots.Slots[s]);
            }

            var value = Operations.Coerce(expression.Interpreter(frame).Evaluate(expression.Bound), ExpectedType.Number);
            if (expression.Evaluate(frame) != value)
            {
                Assert.Fail($"{text} gave {expression.Evaluate(frame)}, the interpreter {value}");
            }

            _ = value.IsMissing ? missing++ : present++;
        }

        present.ShouldBeGreaterThan(2_000);
        missing.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public void Compile_Garbage_GivesIssuesAndNeverThrows()
    {
        var random = new Random(5);
        var trees = new RandomTrees(6);
        string[] words = ["and", "or", "not", "in", "(", ")", ",", ".", "event", "\"x\"", "count", "where", "30m", "1e999", "date", "customer.age", "=", ">=", "-", "*", "condition", "is", "between", "'", "{", "!", "goal", "min", "outcome_count", "all"];
        for (var i = 0; i < 30_000; i++)
        {
            var text = (i % 4) switch
            {
                0 => new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(0, i % 8 == 0 ? 65536 : 128))]),
                1 => string.Join(' ', Enumerable.Range(0, random.Next(1, 25)).Select(_ => words[random.Next(words.Length)])),
                2 => Mutate(ConditionLanguage.Print(trees.Condition(3)), random),
                _ => Truncate(ConditionLanguage.Print(trees.Condition(3)), random),
            };
            foreach (var expected in Enum.GetValues<ExpectedType>())
            {
                var (expression, issues) = ConditionLanguage.Compile(text, TestScope.Full, expected, new SlotLayoutBuilder());
                var wellFormed = issues.All(x => x.Line >= 1 && x.Column >= 1 && x.Length >= 1 && x.Message.Length > 5 && x.Message[^1] is '.' or '?');
                if ((expression is null) != (issues.Count > 0) || issues.Count > 50 || !wellFormed)
                {
                    Assert.Fail($"{text} gave {string.Join(" | ", issues)}");
                }
            }
        }
    }

    private static string Truncate(string text, Random random) => text[..random.Next(text.Length)];

    private static string Mutate(string text, Random random)
    {
        var chars = text.ToCharArray();
        for (var i = random.Next(1, 5); i > 0 && chars.Length > 0; i--)
        {
            chars[random.Next(chars.Length)] = "()\"'., andor=<>!-*/0123456789abz\\\n日"[random.Next(34)];
        }

        return new string(chars);
    }
}
