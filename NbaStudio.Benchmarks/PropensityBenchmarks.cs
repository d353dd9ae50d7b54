using BenchmarkDotNet.Attributes;
using NbaStudio.Engine.Propensity;

namespace NbaStudio.Benchmarks;

/// <summary>One customer against all treatments: 50 predictors, models in use.</summary>
[MemoryDiagnoser]
public class PropensityBenchmarks
{
    private const int Predictors = 50;
    private const int Used = 10; // predictors that matter for a treatment

    private readonly double[] _values = new double[Predictors];
    private readonly byte[] _bins = new byte[Predictors];
    private PropensityLearner _learner = new();
    private PropensityModels _models = PropensityModels.Empty;
    private int[] _rows = [];
    private double[] _p = [];
    private long _position;

    [Params(100, 1000, 5000)]
    public int Treatments { get; set; }

    [GlobalSetup]
    public void Train()
    {
        _learner = new();
        _position = 0;
        _learner.SetCatalogue(
            [.. Enumerable.Range(0, Treatments).Select(k => new TreatmentInfo(k, k, k / 10, 0, 0.1, TimeSpan.FromDays(60)))],
            [.. Enumerable.Range(0, Predictors).Select(p => new PredictorDefinition("p" + p, PredictorType.Numeric))]);
        var random = new Random(1);
        for (var i = 0; i < Treatments * 600; i++)
        {
            Learn(i % Treatments, random);
        }

        _models = _learner.Publish();
        _models.Bin(_values, _bins);
        _rows = [.. Enumerable.Range(0, _models.RowCount)];
        _p = new double[_rows.Length];
    }

    [Benchmark]
    public void Bin() => _models.Bin(_values, _bins);

    [Benchmark]
    public void ScoreAll() => _models.Score(_bins, _rows, _p);

    [Benchmark]
    public void ScoreOneByOne()
    {
        for (var i = 0; i < _rows.Length; i++)
        {
            _models.Score(_bins, _rows.AsSpan(i, 1), _p);
        }
    }

    [Benchmark]
    public PropensityModels LearnOneAndPublish()
    {
        Learn((int)(_position % Treatments), new Random((int)_position));
        return _learner.Publish();
    }

    private void Learn(int treatment, Random random)
    {
        var sum = 0.0;
        for (var p = 0; p < Predictors; p++)
        {
            _values[p] = random.NextDouble();
            sum += (p + treatment) % Predictors < Used ? _values[p] : 0;
        }

        var rate = 1 / (1 + Math.Exp(-1.5 * (sum - (Used / 2) - 1)));
        _learner.Learn(new(++_position, _position * 1000, treatment, _values, random.NextDouble() < rate));
    }
}
