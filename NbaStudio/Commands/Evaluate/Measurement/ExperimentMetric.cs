using System.Globalization;
using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>One metric of an experiment: the estimate of each arm, the control first.</summary>
internal sealed class ExperimentMetric
{
    private readonly IReadOnlyList<ExperimentArm> _arms;
    private readonly ArmEstimate?[] _estimates;
    private readonly long[] _counts;
    private readonly long?[] _yes;
    private readonly bool _lowerIsBetter;

    /// <param name="column">Place of its values.</param>
    /// <param name="second">Place of the denominator or covariate; null without one.</param>
    public ExperimentMetric(string name, int column, int? second, bool isRatio, bool lowerIsBetter, IReadOnlyList<ExperimentArm> arms)
    {
        (Name, _arms, _lowerIsBetter) = (name, arms, lowerIsBetter);
        var values = arms.Select(a => second is { } other ? a.Complete(column, other) : a.Complete(column)).ToList();
        _counts = [.. values.Select(v => (long)v[0].Length)];
        var isYesNo = second is null && values.All(v => v[0].All(x => x is 0 or 1));
        _yes = [.. values.Select(v => isYesNo ? v[0].LongCount(x => x == 1) : (long?)null)];
        _estimates = second is not null && !isRatio ? Adjusted(values) : [.. values.Select((v, i) => Estimate(v, isRatio, arms[i].Name))];
    }

    public string Name { get; }

    public IEnumerable<Comparison> Comparisons() => Enumerable.Range(1, _arms.Count - 1).Select(i => new Comparison(
        Name,
        _arms[i].Name,
        _estimates[i] ?? new ArmEstimate(_counts[i], double.NaN, 0),
        _estimates[0] ?? new ArmEstimate(_counts[0], double.NaN, 0),
        _yes[i] is { } yes && _yes[0] is { } control ? (yes, control) : null,
        _lowerIsBetter,
        MissingIsEven));

    public IEnumerable<ExperimentArmNumbers> Numbers(AlwaysValid anytime) => _arms.Select((arm, i) => new ExperimentArmNumbers(
        arm.Name, Name, _counts[i], _estimates[i]?.Mean, _estimates[i]?.Deviation, arm.Assigned - _counts[i], Rate(i, anytime)));

    public IEnumerable<string> Warnings()
    {
        var missing = _arms.Sum(a => (long)a.Assigned) - _counts.Sum();
        if (missing > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{Name}: {missing:N0} customers have no value and are left out{(MissingIsEven ? "." : ", unevenly between the arms: those who remain are no longer alike, so no winner is named.")}");
        }
    }

    // The split of those with a value against the split of all.
    private bool MissingIsEven => _counts.Sum() == 0 || _arms.Any(a => a.Assigned == 0) || SampleRatio.Of(_counts, [.. _arms.Select(a => (double)a.Assigned)]).IsFine;

    private AnytimeRate? Rate(int arm, AlwaysValid anytime)
    {
        if (_yes[arm] is not { } yes)
        {
            return null;
        }

        var interval = BetaBinomialSequence.Of(yes, _counts[arm], Math.Max(1, anytime.Tuning / _arms.Count), anytime.Alpha);
        return new(interval.Low, interval.High);
    }

    // Arms with hardly anybody have no estimate and do not keep the others from theirs.
    private static ArmEstimate?[] Adjusted(List<double[][]> values)
    {
        var result = new ArmEstimate?[values.Count];
        int[] filled = [.. Enumerable.Range(0, values.Count).Where(i => values[i][0].Length >= 2)];
        var estimates = ArmEstimates.Adjusted([.. filled.Select(i => (values[i][0], values[i][1]))]);
        for (var k = 0; k < filled.Length; k++)
        {
            result[filled[k]] = estimates[k];
        }

        return result;
    }

    private static ArmEstimate? Estimate(double[][] values, bool isRatio, string arm)
    {
        if (values[0].Length < 2)
        {
            return null;
        }

        return !isRatio ? ArmEstimates.Mean(values[0])
            : values[1].Sum() > 0 ? ArmEstimates.Ratio(values[0], values[1])
            : throw new CommandException($"--denominator: its sum in arm {arm} is not above 0, so there is no ratio.");
    }
}
