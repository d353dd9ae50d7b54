namespace NbaStudio.Engine.Propensity.Trials;

/// <summary>Would the hub learn from these rows? Each is predicted before it is learned, as one treatment's responses would be. Not thread safe.</summary>
/// <remarks>Rows count as one second apart, so that nothing is forgotten: a file has no time of its own.</remarks>
public sealed class PropensityTrial
{
    private const int Key = 1;
    private const long RowMilliseconds = 1_000;

    private readonly PropensityLearner _learner = new();
    private readonly Queue<(double[] Values, bool Positive)> _waiting = new();
    private readonly double _starting;
    private readonly int _delay;
    private long _learned;
    private long _positives;

    /// <param name="predictors">What a row's values are, in order.</param>
    /// <param name="startingPropensity">The guess before anything is learned, in (0, 1).</param>
    /// <param name="delay">A row's outcome is known only after this many further rows, at least 0.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or a number is out of range.</exception>
    public PropensityTrial(IReadOnlyList<PredictorDefinition> predictors, double startingPropensity = CountModel.DefaultPropensity, int delay = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(delay);
        (_starting, _delay) = (startingPropensity, delay);
        _learner.SetCatalogue([new TreatmentInfo(Key, Key, Key, Key, startingPropensity, TimeSpan.FromDays(60))], predictors);
    }

    /// <summary>The models as they are now.</summary>
    public PropensityLearner Learner => _learner;

    /// <summary>Predicts a row by what is known, then takes it in.</summary>
    public TrialPrediction Next(double[] values, bool positive)
    {
        var prediction = Predict(values);
        _waiting.Enqueue((values, positive));
        while (_waiting.Count > _delay)
        {
            Learn();
        }

        return prediction;
    }

    /// <summary>Learns what still waits for its outcome.</summary>
    public void Finish()
    {
        while (_waiting.Count > 0)
        {
            Learn();
        }
    }

    /// <summary>Predicts a row that is not learned.</summary>
    public TrialPrediction Predict(double[] values) => new(
        _learner.Predict(Key, values), CountModel.Smooth(_positives, _learned, _starting));

    /// <summary>What the learner says of its models now.</summary>
    public Reports.ModelReport Report() => _learner.Report(Key)!;

    private void Learn()
    {
        var (values, positive) = _waiting.Dequeue();
        _learned++;
        _positives += positive ? 1 : 0;
        _learner.Learn(new Response(_learned, _learned * RowMilliseconds, Key, values, positive));
    }
}
