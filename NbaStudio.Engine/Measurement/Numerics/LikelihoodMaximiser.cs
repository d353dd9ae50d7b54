namespace NbaStudio.Engine.Measurement.Numerics;

/// <summary>
/// Newton's method with damping (Levenberg, Marquardt) over the logarithms of the parameters: exact slopes from the model, curvature from differences of the slopes.
/// Without state, deterministic, thread safe.
/// </summary>
public static class LikelihoodMaximiser
{
    private const int MostSteps = 200;
    private const double Farthest = 25;
    private const double LongestMove = 1.5;
    private const double Difference = 1e-4;
    private const double Settled = 1e-7;

    // The sum of many logarithms is not exact: differences below this share of it say nothing.
    private const double Noise = 1e-12;

    /// <summary>Climbs from a starting point.</summary>
    /// <param name="likelihood">The model over the data.</param>
    /// <param name="start">Starting parameters, all above 0.</param>
    /// <param name="stop">Asked before each step.</param>
    /// <returns>The maximum; null where there is none inside: parameters run away, or a direction is flat.</returns>
    public static LikelihoodMaximum? Find(Likelihood likelihood, ReadOnlySpan<double> start, CancellationToken stop = default)
    {
        var count = start.Length;
        var (logs, gradient, tried, triedGradient) = (new double[count], new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            logs[i] = Math.Log(start[i]);
        }

        var (evaluations, damping) = (1, 1e-3);
        var value = At(likelihood, logs, gradient);
        for (var step = 0; step < MostSteps; step++)
        {
            stop.ThrowIfCancellationRequested();
            var curvature = Curvature(likelihood, logs);
            evaluations += 2 * count;
            var moved = false;
            for (var attempt = 0; attempt < 40 && !moved; attempt++)
            {
                if (SmallSystem.Solve(Damped(curvature, damping), gradient) is { } move && move.Max(Math.Abs) is var longest && double.IsFinite(longest))
                {
                    var scale = Math.Min(1, LongestMove / longest);
                    for (var i = 0; i < count; i++)
                    {
                        tried[i] = logs[i] + (scale * move[i]);
                    }

                    var next = At(likelihood, tried, triedGradient);
                    evaluations++;
                    if (next >= value - (Noise * Math.Abs(value)))
                    {
                        moved = true;
                        (logs, tried, gradient, triedGradient, value) = (tried, logs, triedGradient, gradient, next);
                        if (longest < Settled)
                        {
                            return Covariance(curvature) is { } covariance ? new([.. logs.Select(Math.Exp)], value, evaluations, covariance) : null;
                        }
                    }
                }

                damping = moved ? damping * 0.1 : Math.Max(damping, 1e-9) * 10;
            }

            if (!moved || logs.Any(log => Math.Abs(log) > Farthest))
            {
                return null;
            }
        }

        return null;
    }

    // Slopes by the logarithm of a parameter are its own times the parameter.
    private static double At(Likelihood likelihood, double[] logs, double[] gradient)
    {
        Span<double> parameters = stackalloc double[logs.Length];
        for (var i = 0; i < logs.Length; i++)
        {
            parameters[i] = Math.Exp(logs[i]);
        }

        var value = likelihood(parameters, gradient);
        for (var i = 0; i < logs.Length; i++)
        {
            gradient[i] *= parameters[i];
        }

        return value;
    }

    /// <summary>Minus the second derivatives, symmetric.</summary>
    private static double[,] Curvature(Likelihood likelihood, double[] logs)
    {
        var count = logs.Length;
        var rows = new double[count, count];
        var (high, low, at) = (new double[count], new double[count], (double[])logs.Clone());
        for (var i = 0; i < count; i++)
        {
            at[i] = logs[i] + Difference;
            At(likelihood, at, high);
            at[i] = logs[i] - Difference;
            At(likelihood, at, low);
            at[i] = logs[i];
            for (var j = 0; j < count; j++)
            {
                rows[i, j] = (low[j] - high[j]) / (2 * Difference);
            }
        }

        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                rows[i, j] = rows[j, i] = (rows[i, j] + rows[j, i]) / 2;
            }
        }

        return rows;
    }

    private static double[,] Damped(double[,] curvature, double damping)
    {
        var result = (double[,])curvature.Clone();
        for (var i = 0; i < result.GetLength(0); i++)
        {
            result[i, i] += damping * Math.Max(Math.Abs(curvature[i, i]), 1);
        }

        return result;
    }

    // The inverse. A standard error of 3 or more of a parameter's logarithm: the data say nothing about it.
    private static double[,]? Covariance(double[,] curvature)
    {
        var count = curvature.GetLength(0);
        var inverse = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            var unit = new double[count];
            unit[i] = 1;
            if (SmallSystem.Solve(curvature, unit) is not { } column || !(column[i] > 0 && column[i] < 9))
            {
                return null;
            }

            for (var j = 0; j < count; j++)
            {
                inverse[j, i] = column[j];
            }
        }

        return inverse;
    }
}
