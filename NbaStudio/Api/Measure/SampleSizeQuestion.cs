using System.Globalization;
using NbaStudio.Engine.Measurement.Experiments;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Measure;

/// <summary>What an experiment shall find, as a query says it; numbers come as text, so that an error names what was written.</summary>
/// <param name="Baseline">Rate of the control in (0, 1), or its mean where <paramref name="Deviation"/> is given.</param>
/// <param name="Lift">Smallest difference worth finding as a share of the baseline.</param>
/// <param name="Deviation">Standard deviation of one customer's value; absent = yes or no.</param>
/// <param name="Shares">Share of each arm, the control first, with commas between.</param>
internal sealed record SampleSizeQuestion(string? Baseline, string? Lift, string? Deviation, string? Shares, string? Power, string? Alpha)
{
    private const int MostArms = 20;
    private const int LongestEcho = 64;

    /// <summary>The answer.</summary>
    /// <param name="errors">Receives everything that allows none.</param>
    /// <returns>Null with errors.</returns>
    public SampleSizeAnswer? Answer(List<FieldError> errors)
    {
        var isRate = Deviation is null;
        var deviation = isRate ? 0 : Number("deviation", Deviation, null, 1e-12, 1e12, errors);
        var baseline = isRate ? Number("baseline", Baseline, null, 1e-6, 0.999999, errors) : Number("baseline", Baseline, null, -1e12, 1e12, errors);
        var lift = Number("lift", Lift, null, -1e6, 1e6, errors);
        var (power, alpha) = (Number("power", Power, 0.8, 0.01, 0.9999, errors), Number("alpha", Alpha, 0.05, 0.0001, 0.5, errors));
        var shares = SharesOf(errors);
        if (errors.Count > 0)
        {
            return null;
        }

        var reached = baseline * (1 + lift);
        if (reached == baseline || (isRate && reached is <= 0 or >= 1))
        {
            errors.Add(new FieldError(
                reached == baseline && baseline == 0 ? "baseline" : "lift", Text($"A lift of {lift} on {baseline} is not allowed; the other arms would have {reached}."),
                isRate ? "a rate between 0 and 1 that differs from the baseline" : "a mean that differs from the baseline"));
            return null;
        }

        var plan = isRate ? SampleSizePlan.ForRates(baseline, reached, shares!, power, alpha) : SampleSizePlan.For(deviation * deviation, deviation * deviation, reached - baseline, shares!, power, alpha);
        if (plan.Total > SampleSizePlan.MostUnits || plan.AnytimeTotal >= SampleSizePlan.MostUnits)
        {
            errors.Add(new FieldError("lift", Text($"A lift of {lift} on {baseline} would take more customers than there are people."), "a larger difference"));
            return null;
        }

        return new SampleSizeAnswer(plan.Total, plan.Arms, plan.AnytimeTotal, baseline, reached, isRate ? null : deviation, power, alpha, null);
    }

    private IReadOnlyList<double>? SharesOf(List<FieldError> errors)
    {
        var written = Shares ?? "0.5,0.5";
        var shares = new List<double>();
        foreach (var text in written.Split(','))
        {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) || !(share >= 1e-6 && share <= 1e6))
            {
                shares.Clear();
                break;
            }

            shares.Add(share);
        }

        if (shares.Count is >= 2 and <= MostArms)
        {
            return shares;
        }

        errors.Add(new FieldError("shares", $"'{Echo(written)}' is not allowed.", $"2 to {MostArms} numbers above 0 with commas between, the control first, such as 0.9,0.1"));
        return null;
    }

    private static double Number(string field, string? written, double? standard, double low, double high, List<FieldError> errors)
    {
        if (written is null && standard is { } without)
        {
            return without;
        }

        if (written is not null && double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high)
        {
            return number;
        }

        errors.Add(new FieldError(field, written is null ? $"{field} is missing." : $"'{Echo(written)}' is not allowed.", Text($"a number from {low:0.############} to {high:0.############}")));
        return double.NaN;
    }

    private static string Echo(string written) => written.Length > LongestEcho ? written[..LongestEcho] : written;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
