using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

public sealed class StandInTests
{
    private static readonly PredictorDefinition[] Predictors =
    [
        new("customer.district", PredictorType.Categorical), new("customer.noise", PredictorType.Numeric), new("aggregate.visits", PredictorType.Numeric),
    ];

    [Fact]
    public void Of_DistrictThatFollowsOrigin_IsFound_AndNoiseIsNot()
    {
        var random = new Random(1);
        var rows = new List<double[]>();
        var origins = new List<Value>();
        for (var i = 0; i < 800; i++)
        {
            var foreign = random.NextDouble() < 0.2;
            origins.Add(Value.OfText(foreign ? "elsewhere" : "here"));
            // Nine of ten live in districts of their own; visits say a little.
            rows.Add([random.NextDouble() < 0.9 ? (foreign ? 1 : 2) : 3 + random.Next(4), random.NextDouble(), random.NextDouble() + (foreign ? 0.2 : 0)]);
        }

        var found = StandIns.Of(Predictors, rows, origins).ShouldHaveSingleItem();
        found.Predictor.ShouldBe("customer.district");
        found.Auc.ShouldBeInRange(0.88, 1);
    }

    [Fact]
    public void Of_NumberAndTruth_AreToldAtTheirMedianAndByTheirValue()
    {
        var random = new Random(2);
        var rows = new List<double[]>();
        var (incomes, ill) = (new List<Value>(), new List<Value>());
        for (var i = 0; i < 600; i++)
        {
            var income = random.NextDouble() * 10;
            incomes.Add(i % 10 == 0 ? Value.Missing : Value.OfNumber(income));
            var isIll = random.NextDouble() < 0.3;
            ill.Add(Value.OfBoolean(isIll));
            rows.Add([random.Next(5), income + (3 * random.NextDouble()), isIll ? 5 + random.Next(3) : random.Next(7)]);
        }

        var income0 = StandIns.Of(Predictors, rows, incomes).ShouldHaveSingleItem();
        (income0.Predictor, income0.Value.Number).ShouldBe(("customer.noise", income0.Value.Number));
        income0.Value.Number.ShouldBe(5, 0.5);
        StandIns.Of(Predictors, rows, ill).ShouldHaveSingleItem().Predictor.ShouldBe("aggregate.visits");
    }

    [Fact]
    public void Of_HundredsOfPredictorsThatKnowNothing_FindsNone()
    {
        var random = new Random(3);
        PredictorDefinition[] many = [.. Enumerable.Range(0, 300).Select(i => new PredictorDefinition("p" + i, PredictorType.Numeric))];
        var rows = Enumerable.Range(0, 200).Select(_ => many.Select(_ => random.NextDouble()).ToArray()).ToList();
        StandIns.Of(many, rows, [.. rows.Select(_ => Value.OfBoolean(random.NextDouble() < 0.2))]).ShouldBeEmpty();
    }

    [Fact]
    public void Of_TooFewCustomersOfAValue_SaysNothing()
    {
        double[][] rows = [.. Enumerable.Range(0, 40).Select(i => new double[] { i < 29 ? 1 : 2, i, i })];
        StandIns.Of(Predictors, rows, [.. Enumerable.Range(0, 40).Select(i => Value.OfBoolean(i < 29))]).ShouldBeEmpty();
        StandIns.Of(Predictors, rows, [.. rows.Select(_ => Value.Missing)]).ShouldBeEmpty();
        Should.Throw<ArgumentException>(() => StandIns.Of(Predictors, rows, [])).Message.ShouldContain("0 sensitive values");
    }
}
