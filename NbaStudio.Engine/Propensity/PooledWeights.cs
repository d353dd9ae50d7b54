namespace NbaStudio.Engine.Propensity;

/// <summary>Normal beliefs about the weights of one action or group: a mean and a variance each, made of the prior until evidence comes.</summary>
internal sealed class PooledWeights(int predictors, double prior, double biasPrior)
{
    /// <summary>Per predictor: the slope of a number, whether it is missing, and 16 categories.</summary>
    public const int Slots = 18;

    // Evidence fades this much with each touch, so that beliefs never freeze.
    private const double Fading = 2e-5;

    private readonly double[] _means = new double[(predictors * Slots) + 1];
    private readonly double[] _variances = Fill(predictors, prior, biasPrior);

    public long Responses { get; set; }

    public static int BiasOf(int predictors) => predictors * Slots;

    public double Mean(int weight) => _means[weight];

    public double Variance(int weight) => _variances[weight];

    /// <summary>Moves a weight after a response (Graepel et al. 2010, equations 10 and 11).</summary>
    /// <param name="weight">Which.</param>
    /// <param name="x">Its input.</param>
    /// <param name="deviation">Standard deviation of the sum.</param>
    /// <param name="shift">Signed first correction.</param>
    /// <param name="shrink">Second correction, in [0, 1].</param>
    public void Move(int weight, double x, double deviation, double shift, double shrink)
    {
        var variance = _variances[weight];
        _means[weight] += x * variance / deviation * shift;
        var after = variance * Math.Max(1e-3, 1 - (x * x * variance / (deviation * deviation) * shrink));
        var start = weight == _variances.Length - 1 ? biasPrior : prior;
        _variances[weight] = 1 / (((1 - Fading) / after) + (Fading / start));
    }

    public PooledWeights Remap(ReadOnlySpan<int> sources)
    {
        var copy = new PooledWeights(sources.Length, prior, biasPrior) { Responses = Responses };
        for (var p = 0; p < sources.Length; p++)
        {
            if (sources[p] >= 0)
            {
                Array.Copy(_means, sources[p] * Slots, copy._means, p * Slots, Slots);
                Array.Copy(_variances, sources[p] * Slots, copy._variances, p * Slots, Slots);
            }
        }

        copy._means[^1] = _means[^1];
        copy._variances[^1] = _variances[^1];
        return copy;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Responses);
        Array.ForEach(_means, writer.Write);
        Array.ForEach(_variances, writer.Write);
    }

    public void Read(BinaryReader reader)
    {
        Responses = reader.ReadInt64();
        for (var i = 0; i < _means.Length; i++)
        {
            _means[i] = reader.ReadDouble();
        }

        for (var i = 0; i < _variances.Length; i++)
        {
            _variances[i] = reader.ReadDouble();
        }
    }

    private static double[] Fill(int predictors, double prior, double biasPrior)
    {
        var variances = new double[(predictors * Slots) + 1];
        Array.Fill(variances, prior);
        variances[^1] = biasPrior;
        return variances;
    }
}
