namespace NbaStudio.Engine.Propensity.Pooled;

/// <summary>Where one response lies among the weights of a unit: worked out once, read by every unit and every pass. Owned by the learner.</summary>
internal sealed class ResponseCells(int predictors)
{
    private readonly int[] _places = new int[predictors];
    private readonly double[] _positions = new double[predictors];
    private int _count;

    /// <summary>Places of the bins' weights.</summary>
    public ReadOnlySpan<int> Places => _places.AsSpan(0, _count);

    /// <summary>Of each place, where its bin lies on the predictor's line (<see cref="BinGrid.Position"/>); 0 for texts and missing values, which no line moves.</summary>
    public ReadOnlySpan<double> Positions => _positions.AsSpan(0, _count);

    /// <summary>Place of the weight of the line on which a place lies.</summary>
    public static int Line(int place) => place - (place % PooledUnit.Width) + PooledUnit.Slope;

    public void Set(ReadOnlySpan<byte> bins, ReadOnlySpan<PredictorState> predictors)
    {
        _count = 0;
        for (var p = 0; p < bins.Length; p++)
        {
            if (bins[p] != CountModel.NotCounted && predictors[p].Grid is { } grid)
            {
                _places[_count] = (p * PooledUnit.Width) + bins[p];
                _positions[_count] = grid.Position(bins[p]);
                _count++;
            }
        }
    }
}
