namespace NbaStudio.Engine.Measurement.Numerics;

/// <summary>Nodes and weights of Gauss-Legendre quadrature on [-1, 1], found by Newton's method. Immutable, thread safe.</summary>
public sealed class GaussLegendre
{
    private readonly double[] _nodes;
    private readonly double[] _weights;

    /// <param name="count">Nodes, at least 1. Polynomials up to degree 2 count - 1 are integrated exactly.</param>
    public GaussLegendre(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_nodes, _weights) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            var slope = 0.0;
            for (var step = 0; step < 50; step++)
            {
                (var value, slope) = Polynomial(count, x);
                var move = value / slope;
                x -= move;
                if (Math.Abs(move) < 1e-16)
                {
                    break;
                }
            }

            _nodes[i] = x;
            _weights[i] = 2 / ((1 - (x * x)) * slope * slope);
        }
    }

    public ReadOnlySpan<double> Nodes => _nodes;

    public ReadOnlySpan<double> Weights => _weights;

    private static (double Value, double Slope) Polynomial(int degree, double x)
    {
        var (before, value) = (1.0, x);
        for (var n = 2; n <= degree; n++)
        {
            (before, value) = (value, ((((2 * n) - 1) * x * value) - ((n - 1) * before)) / n);
        }

        return (value, degree * ((x * value) - before) / ((x * x) - 1));
    }
}
