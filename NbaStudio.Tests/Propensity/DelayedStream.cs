using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

/// <summary>Decisions a minute apart whose customers answer after a while or never: positives come within the window, silence is told at its end.</summary>
internal sealed class DelayedStream
{
    private const long Minute = 60_000;
    private readonly Random _random;
    private readonly int _treatments;
    private readonly long _window;
    private readonly bool _waits;
    private readonly PriorityQueue<Response, (long Time, long Decision)> _answers = new();
    private long _position;
    private long _decision;

    /// <param name="window">Response window; zero = whether somebody accepts is known at once.</param>
    /// <param name="waits">Whether the learner is told of windows; without it, it learns everything as it comes.</param>
    public DelayedStream(int treatments, TimeSpan window, int seed, bool waits = true)
    {
        (_treatments, _window, _waits, _random) = (treatments, (long)window.TotalMilliseconds, waits, new Random(seed));
        Learner.SetCatalogue(
            [.. Enumerable.Range(1, treatments).Select(k => new TreatmentInfo(k, 100 + k, k % 3, k % 2, 0.05, TimeSpan.FromDays(60)))],
            [.. Enumerable.Range(0, 4).Select(p => new PredictorDefinition("p" + p, PredictorType.Numeric))]);
    }

    public PropensityLearner Learner { get; } = new();

    public long Time { get; private set; } = 1_760_000_000_000;

    /// <summary>Sum of what was served, and of those who accepted, by decisions since the last look.</summary>
    public (double Served, double Truth) Sums { get; private set; }

    /// <summary>Decides a number of times and lets the learner have the answers that come meanwhile.</summary>
    /// <param name="truth">The chance by the customer's values, each in [0, 1).</param>
    public void Run(int decisions, Func<int, double[], double> truth)
    {
        for (var i = 0; i < decisions; i++)
        {
            Time += Minute;
            var treatment = 1 + _random.Next(_treatments);
            double[] values = [_random.NextDouble(), _random.NextDouble(), _random.NextDouble(), _random.NextDouble()];
            var chance = truth(treatment, values);
            var served = Learner.Serve(treatment, values);
            Sums = (Sums.Served + served.P, Sums.Truth + chance);
            var positive = _random.NextDouble() < chance;

            // Half of those who accept do so in the first eighth of the window.
            var answered = Time + (positive ? (long)(_window * Math.Pow(_random.NextDouble(), 3)) : _window);
            _answers.Enqueue(
                new(0, answered, treatment, values, positive, DecidedAt: Time, WindowEnd: _waits && _window > 0 ? Time + _window : 0) { Served = served }, (answered, _decision++));
            while (_answers.TryPeek(out var next, out var due) && due.Time <= Time)
            {
                _answers.Dequeue();
                Learner.Learn(next with { JournalPosition = ++_position }).ShouldBeTrue();
            }
        }
    }

    /// <summary>Served by true chance since the last look.</summary>
    public double Ratio()
    {
        var ratio = Sums.Served / Sums.Truth;
        Sums = default;
        return ratio;
    }

    /// <summary>A chance that two of the four values tell, and the treatment.</summary>
    public static double Taste(int treatment, double[] values) => 1 / (1 + Math.Exp(-(-3.2 + (0.1 * treatment) + (2 * (values[0] - 0.5)) - (1.5 * (values[1] - 0.5)))));

    /// <summary>The same number of people accept, but others.</summary>
    public static double OtherTaste(int treatment, double[] values) => Taste(treatment, [1 - values[0], 1 - values[1]]);
}
