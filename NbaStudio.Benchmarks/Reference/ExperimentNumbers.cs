using System.Globalization;
using NbaStudio.Benchmarks.Measurement;
using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Benchmarks.Reference;

/// <summary>Published figures of experiments.</summary>
public static class ExperimentNumbers
{
    private const int Runs = 300;

    public static IEnumerable<ReferenceRow> Intervals()
    {
        var means = Effect.Between(new ArmEstimate(3_461, 0.70, 6.2), new ArmEstimate(3_407, 0.41, 3.9), new AlwaysValid()).Relative!;
        yield return new("Welch: relative lift", means.Lift, "0.70732");
        yield return new("Welch: its standard error", means.StandardError, "0.37879");
        yield return new("Welch: p", means.PValue, "0.06191");
        yield return new("Welch: low", means.Fixed.Low, "-0.03526");
        yield return new("Welch: high", means.Fixed.High, "1.44989");
        var rates = Effect.Between(Rate(2_422, 3_461), Rate(1_396, 3_000), new AlwaysValid(0.05, 5_000)).Relative!;
        yield return new("always valid, 1396/3000 and 2422/3461, N* 5000: relative lift", rates.Lift, "0.50386");
        yield return new("always valid: low", rates.Anytime.Low, "0.40098");
        yield return new("always valid: high", rates.Anytime.High, "0.60675");
        foreach (var (yes, of, tuned, low, high) in new[] { (700, 1_000, 100, "0.651629", "0.745949"), (15, 50, 50, "0.129556", "0.511896"), (5, 50, 50, "0.013021", "0.269264") })
        {
            var interval = BetaBinomialSequence.Of(yes, of, tuned);
            yield return new($"confidence sequence of {yes}/{of}, t_opt {tuned}: low", interval.Low, low);
            yield return new($"confidence sequence of {yes}/{of}, t_opt {tuned}: high", interval.High, high);
        }

        yield return new("sample ratio 600/400: p", SampleRatio.Of([600, 400], [0.5, 0.5]).PValue, "2.54e-10");
        yield return new("sample ratio 500/600: p", SampleRatio.Of([500, 600], [0.5, 0.5]).PValue, "0.0025688");
    }

    /// <summary>Arms that do not differ, looked at every 100 customers.</summary>
    public static IEnumerable<ReferenceRow> SameArmsAgainAndAgain()
    {
        foreach (var (name, share, draw) in SameArms.Cases)
        {
            var (named, peeked, _) = SameArms.Run(Runs, share, draw);
            yield return new($"A/A, {name}, {(1 - share).ToString("0.0", CultureInfo.InvariantCulture)} / {share.ToString("0.0", CultureInfo.InvariantCulture)}: share of runs with a winner", (double)named / Runs, "at most 0.05", $"{Runs} runs; a t-test at every look: {((double)peeked / Runs).ToString("0.000", CultureInfo.InvariantCulture)} (published: 0.20 to 0.30)");
        }
    }

    private static ArmEstimate Rate(long yes, long of) => new(of, (double)yes / of, Math.Sqrt((double)yes / of * (1 - ((double)yes / of))));
}
