using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Benchmarks.Measurement;

/// <summary>Experiments whose arms do not differ, looked at again and again.</summary>
internal static class SameArms
{
    public const int Customers = 10_000;
    public const int Between = 100;

    /// <summary>Name of the metric, share of the treated arm, and a customer's value.</summary>
    public static IReadOnlyList<(string Name, double Share, Func<Random, double> Draw)> Cases { get; } =
    [
        ("yes or no, 2 %", 0.5, random => random.NextDouble() < 0.02 ? 1 : 0),
        ("yes or no, 10 %", 0.5, random => random.NextDouble() < 0.1 ? 1 : 0),
        ("yes or no, 50 %", 0.5, random => random.NextDouble() < 0.5 ? 1 : 0),
        ("yes or no, 10 %", 0.1, random => random.NextDouble() < 0.1 ? 1 : 0),
        ("normal", 0.5, Normal),
        ("revenue: 10 % buy, lognormal (1)", 0.5, random => random.NextDouble() < 0.1 ? Math.Exp(3 + Normal(random)) : 0),
    ];

    /// <summary>How many runs named a winner, how many had a small p-value at some look, and how many at the last.</summary>
    public static (int Named, int Peeked, int Last) Run(int runs, double share, Func<Random, double> draw)
    {
        var (named, peeked, last) = (0, 0, 0);
        for (var run = 1; run <= runs; run++)
        {
            var random = new Random(run);
            var arms = new[] { new Sums(), new Sums() };
            var (isNamed, isPeeked, isLast) = (false, false, false);
            for (var customer = 1; customer <= Customers; customer++)
            {
                arms[random.NextDouble() < share ? 1 : 0].Add(draw(random));
                if (customer % Between == 0)
                {
                    var ratio = SampleRatio.Of([arms[0].Count, arms[1].Count], [1 - share, share]);
                    var lines = ExperimentJudge.Judge(
                        [new Comparison("metric", "new", arms[1].Estimate, arms[0].Estimate, arms[0].Yes is { } no && arms[1].Yes is { } yes ? (yes, no) : null, false, true)], ratio, new AlwaysValid(), false, false);
                    isNamed |= lines.Any(l => l.Verdict is LineVerdict.Better or LineVerdict.Worse);
                    isLast = lines.Any(l => l.AdjustedPValue < 0.05);
                    isPeeked |= isLast;
                }
            }

            named += isNamed ? 1 : 0;
            peeked += isPeeked ? 1 : 0;
            last += isLast ? 1 : 0;
        }

        return (named, peeked, last);
    }

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed class Sums
    {
        private double _sum;
        private double _squares;
        private bool _isYesNo = true;

        public long Count { get; private set; }

        public long? Yes => _isYesNo ? (long)_sum : null;

        public ArmEstimate Estimate => Count < 2 ? new(Count, double.NaN, 0)
            : _sum / Count is var mean && _isYesNo ? new(Count, mean, Math.Sqrt(mean * (1 - mean)))
            : new(Count, mean, Math.Sqrt(Math.Max(0, (_squares - (Count * mean * mean)) / (Count - 1))));

        public void Add(double value)
        {
            (Count, _sum, _squares) = (Count + 1, _sum + value, _squares + (value * value));
            _isYesNo &= value is 0 or 1;
        }
    }
}
