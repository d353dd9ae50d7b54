namespace NbaStudio.Engine.Measurement.Numerics;

/// <summary>A few linear equations with a symmetric, positive definite matrix, by Cholesky. Thread safe.</summary>
public static class SmallSystem
{
    /// <returns>The solution; null where the matrix is not positive definite.</returns>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static double[]? Solve(double[,] matrix, ReadOnlySpan<double> right)
    {
        var count = right.Length;
        if (matrix.GetLength(0) != count || matrix.GetLength(1) != count)
        {
            throw new ArgumentException($"The matrix is {matrix.GetLength(0)} by {matrix.GetLength(1)}; the right side has {count} numbers.", nameof(matrix));
        }

        var lower = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    rest -= lower[i, k] * lower[j, k];
                }

                if (i == j && !(rest > 0))
                {
                    return null;
                }

                lower[i, j] = i == j ? Math.Sqrt(rest) : rest / lower[j, j];
            }
        }

        var solution = right.ToArray();
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < i; k++)
            {
                solution[i] -= lower[i, k] * solution[k];
            }

            solution[i] /= lower[i, i];
        }

        for (var i = count - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < count; k++)
            {
                solution[i] -= lower[k, i] * solution[k];
            }

            solution[i] /= lower[i, i];
        }

        return solution;
    }
}
