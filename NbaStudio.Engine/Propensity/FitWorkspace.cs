namespace NbaStudio.Engine.Propensity;

/// <summary>Memory that fits reuse, so that learning leaves little to collect.</summary>
internal sealed class FitWorkspace
{
    private readonly List<double[]> _columns = [];
    private double[] _scores = [];
    private double[] _weights = [];
    private double[] _products = [];
    private bool[] _outcomes = [];
    private StandingOutcome[] _standing = [];

    public Span<double> Column(int index, int count)
    {
        while (_columns.Count <= index)
        {
            _columns.Add([]);
        }

        if (_columns[index].Length < count)
        {
            _columns[index] = new double[count];
        }

        return _columns[index].AsSpan(0, count);
    }

    public Span<double> Scores(int count)
    {
        _scores = _scores.Length < count ? new double[count] : _scores;
        return _scores.AsSpan(0, count);
    }

    public Span<double> Weights(int count)
    {
        _weights = _weights.Length < count ? new double[count] : _weights;
        return _weights.AsSpan(0, count);
    }

    public Span<double> Products(int count)
    {
        _products = _products.Length < count ? new double[count] : _products;
        return _products.AsSpan(0, count);
    }

    public Span<StandingOutcome> Standing(int count)
    {
        _standing = _standing.Length < count ? new StandingOutcome[count] : _standing;
        return _standing.AsSpan(0, count);
    }

    public Span<bool> Outcomes(int count)
    {
        _outcomes = _outcomes.Length < count ? new bool[count] : _outcomes;
        return _outcomes.AsSpan(0, count);
    }
}
