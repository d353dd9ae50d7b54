namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>Where one response lies among the weights of a unit: worked out once, read by every unit and every pass. Owned by the learner.</summary>
internal sealed class ResponseCells(int predictors)
{
    private readonly int[] _places = new int[predictors];
    private readonly NormalWeight[] _positions = new NormalWeight[predictors];
    private int _count;

    /// <summary>Places of the bins' weights.</summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, _count);

    /// <summary>
    /// By predictor, as factors of a slope: where its bin lies on its line (<see cref="BinGrid.Position"/>) for the mean, the square of it for the variances; 0 for texts and missing values, which no line moves.
    /// </summary>
    public ReadOnlySpan<NormalWeight> Positions => _positions;

    public void Set(ReadOnlySpan<byte> bins, ReadOnlySpan<PredictorState> predictors)
    {
        _count = 0;
        for (var p = 0; p < bins.Length; p++)
        {
            var position = 0.0;
            if (bins[p] != CountModel.NotCounted && predictors[p].Grid is { } grid)
            {
                _places[_count] = (p * PooledUnit.Width) + bins[p];
                position = grid.Position(bins[p]);
                _count++;
            }

            _positions[p] = new() { Mean = position, Variance = position * position, Settled = position * position };
        }
    }
}
