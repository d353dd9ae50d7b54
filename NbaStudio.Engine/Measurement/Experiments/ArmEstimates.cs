namespace NbaStudio.Engine.Measurement.Experiments;

/// <summary>Estimates of arms from the values of their units. Thread safe.</summary>
public static class ArmEstimates
{
    /// <summary>The mean of values. Where all are 0 or 1, the variance is that of a proportion, p (1 - p).</summary>
    /// <exception cref="ArgumentException">There are fewer than two values.</exception>
    public static ArmEstimate Mean(ReadOnlySpan<double> values)
    {
        AtLeastTwo(values.Length);
        var (sum, isYesNo) = (0.0, true);
        foreach (var value in values)
        {
            sum += value;
            isYesNo &= value is 0 or 1;
        }

        var mean = sum / values.Length;
        return isYesNo ? new(values.Length, mean, Math.Sqrt(mean * (1 - mean))) : new(values.Length, mean, Deviation(values, mean));
    }

    /// <summary>The ratio of two sums, such as revenue per order; its variance by the delta method with customers as units.</summary>
    /// <remarks>Source: A. Deng, U. Knoblich, J. Lu, Applying the delta method in metric analytics, KDD 2018.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than two, or the second sum is not above 0.</exception>
    public static ArmEstimate Ratio(ReadOnlySpan<double> numerators, ReadOnlySpan<double> denominators)
    {
        AtLeastTwo(numerators.Length);
        if (numerators.Length != denominators.Length)
        {
            throw new ArgumentException($"There are {numerators.Length} numerators and {denominators.Length} denominators.", nameof(denominators));
        }

        var (above, below) = (0.0, 0.0);
        for (var i = 0; i < numerators.Length; i++)
        {
            above += numerators[i];
            below += denominators[i];
        }

        if (!(below > 0))
        {
            throw new ArgumentException($"The denominators add up to {below}; a ratio needs a sum above 0.", nameof(denominators));
        }

        var (ratio, each) = (above / below, below / numerators.Length);
        var linear = new double[numerators.Length];
        for (var i = 0; i < linear.Length; i++)
        {
            linear[i] = (numerators[i] - (ratio * denominators[i])) / each;
        }

        return new(linear.Length, ratio, Deviation(linear, 0));
    }

    /// <summary>
    /// CUPED: values less what a covariate from before the experiment explains, with one slope for all arms and the covariate's mean over all arms, so that means stay what they are in expectation.
    /// </summary>
    /// <remarks>Source: A. Deng, Y. Xu, R. Kohavi, T. Walker, Improving the sensitivity of online controlled experiments, WSDM 2013.</remarks>
    /// <param name="arms">Values and covariates of each arm, unit by unit.</param>
    /// <returns>An estimate for each arm; without any spread of the covariate these are the plain means.</returns>
    public static IReadOnlyList<ArmEstimate> Adjusted(IReadOnlyList<(double[] Values, double[] Covariates)> arms)
    {
        var count = arms.Sum(a => (double)a.Values.Length);
        var overall = arms.Sum(a => a.Covariates.Sum()) / count;
        var (both, spread) = (0.0, 0.0);
        foreach (var (values, covariates) in arms)
        {
            AtLeastTwo(values.Length);
            if (values.Length != covariates.Length)
            {
                throw new ArgumentException($"There are {values.Length} values and {covariates.Length} covariates.", nameof(arms));
            }

            // Within arms: an effect of the treatment is no link between covariate and value.
            var (mean, centre) = (values.Sum() / values.Length, covariates.Sum() / values.Length);
            for (var i = 0; i < values.Length; i++)
            {
                both += (values[i] - mean) * (covariates[i] - centre);
                spread += (covariates[i] - centre) * (covariates[i] - centre);
            }
        }

        if (!(spread > 0))
        {
            return [.. arms.Select(a => Mean(a.Values))];
        }

        var slope = both / spread;
        return [.. arms.Select(a => Plain([.. a.Values.Select((v, i) => v - (slope * (a.Covariates[i] - overall)))]))];
    }

    private static ArmEstimate Plain(double[] values) => values.Sum() / values.Length is var mean ? new(values.Length, mean, Deviation(values, mean)) : default;

    private static double Deviation(ReadOnlySpan<double> values, double mean)
    {
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / (values.Length - 1));
    }

    private static void AtLeastTwo(int count)
    {
        if (count < 2)
        {
            throw new ArgumentException($"There are {count} values; an estimate needs at least 2.", nameof(count));
        }
    }
}
