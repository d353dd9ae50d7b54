using NbaStudio.Engine.Conditions.Checking;
using NbaStudio.Engine.Conditions.Syntax;

namespace NbaStudio.Engine.Conditions.Evaluation;

/// <summary>A compiled expression as delegates, with the tree it came from for explanations.</summary>
internal sealed class DelegateExpression : CompiledExpression
{
    private readonly ConditionNode _bound;
    private readonly ExpectedType _expected;
    private readonly IReadOnlyDictionary<string, int> _indexes;
    private readonly Func<EvaluationFrame, Ternary>? _test;
    private readonly Func<EvaluationFrame, Value>? _value;
    private readonly NumberStep[]? _number;

    public DelegateExpression(CheckedCondition condition, ExpectedType expected, ConditionScope scope, SlotLayoutBuilder layout, bool insideWhere)
    {
        var compiler = new ExpressionCompiler(scope, layout);
        _bound = condition.Bound;
        _expected = expected;
        if (expected == ExpectedType.Condition)
        {
            Conjunction = compiler.CompileConjunction(_bound);
            _test = Conjunction.Test;
        }
        else
        {
            _number = expected == ExpectedType.Money ? compiler.CompileNumber(_bound) : null;
            _value = compiler.CompileValue(_bound);
        }

        _indexes = compiler.Indexes;
        Slots = compiler.Slots;
        Text = ConditionPrinter.Print(condition.Tree, insideWhere);
    }

    public override string Text { get; }

    public override IReadOnlyList<int> Slots { get; }

    /// <summary>What runs; tests compare the interpreter's result on it.</summary>
    internal ConditionNode Bound => _bound;

    /// <summary>A condition in the form that many are packed side by side in; without parts for an expression of another type.</summary>
    internal Conjunction Conjunction { get; } = Conjunction.None;

    /// <summary>The steps of an expression that gives money from numbers; null for any other.</summary>
    internal NumberStep[]? Number => _number;

    public override Ternary Test(EvaluationFrame frame) => _test is null ? Ternary.Unknown : _test(frame);

    public override Value Evaluate(EvaluationFrame frame) => _number is not null ? Value.OfMoney(NumberProgram.Run(_number, frame)) : _test is null ? Operations.Coerce(_value!(frame), _expected) : Operations.ValueOf(_test(frame));

    public override IReadOnlyList<LeafExplanation> Explain(EvaluationFrame frame)
    {
        var explainer = new ConditionExplainer(Interpreter(frame));
        return _test is null ? explainer.ExplainValue(_bound) : explainer.Explain(_bound);
    }

    internal ConditionInterpreter Interpreter(EvaluationFrame frame) => new(name => frame.Slots[_indexes[name]], frame.NowMilliseconds, frame.Zone);
}
