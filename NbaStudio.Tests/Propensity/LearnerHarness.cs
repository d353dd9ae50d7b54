using NbaStudio.Engine.Propensity;

namespace NbaStudio.Tests.Propensity;

/// <summary>A learner with numeric predictors a, b ... and treatments 1, 2 ..., and a stream of responses a minute apart.</summary>
internal sealed class LearnerHarness
{
    private const long Minute = 60_000;

    public LearnerHarness(int treatments, int predictors, double? starting = 0.05, TimeSpan? halfLife = null)
    {
        Predictors = [.. Enumerable.Range(0, predictors).Select(i => new PredictorDefinition($"customer.{(char)('a' + i)}", PredictorType.Numeric))];
        Treatments =
        [
            .. Enumerable.Range(1, treatments).Select(k => new TreatmentInfo(k, 100 + k, k % 3, k % 2, starting, halfLife ?? TimeSpan.FromDays(60))),
        ];
        Learner.SetCatalogue(Treatments, Predictors);
    }

    public PropensityLearner Learner { get; } = new();

    public IReadOnlyList<PredictorDefinition> Predictors { get; }

    public IReadOnlyList<TreatmentInfo> Treatments { get; }

    public long Position { get; set; }

    public long Time { get; set; } = 1_760_000_000_000;

    public void Learn(int treatment, double[] values, bool positive, PropensityLearner? learner = null)
    {
        Time += Minute;
        Position++;
        (learner ?? Learner).Learn(new(Position, Time, treatment, values, positive)).ShouldBeTrue();
    }

    /// <summary>A response at a time of its own, with the end of its window; a copy of the learner may learn it too.</summary>
    public void Answer(int treatment, double[] values, bool positive, long time, long decidedAt, long windowEnd, PropensityLearner? copy = null, ServedPropensity served = default, long? correctionOf = null)
    {
        Time = Math.Max(Time, time);
        Position++;
        var response = new Response(Position, time, treatment, values, positive, correctionOf is not null, correctionOf ?? 0, DecidedAt: decidedAt, WindowEnd: windowEnd) { Served = served };
        Learner.Learn(response).ShouldBeTrue();
        copy?.Learn(response).ShouldBeTrue();
    }

    public void Correct(int treatment, double[] values, long negativeTime)
    {
        Time += Minute;
        Position++;
        Learner.Learn(new(Position, Time, treatment, values, true, true, negativeTime)).ShouldBeTrue();
    }

    public static double Score(PropensityModels models, int treatment, params double[] values)
    {
        Span<byte> bins = stackalloc byte[values.Length];
        Span<double> p = stackalloc double[1];
        models.Bin(values, bins);
        models.Score(bins, [models.RowOf(treatment)], p);
        return p[0];
    }
}
