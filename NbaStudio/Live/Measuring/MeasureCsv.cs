using System.Globalization;
using System.Text;
using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Measuring;

/// <summary>Control groups and the trial as a table for spreadsheets: one row a hold-out and outcome. Pure and thread safe.</summary>
public static class MeasureCsv
{
    private static readonly string[] Columns =
    [
        "holdOut", "objective", "outcome", "since", "until", "simulated", "treatedCustomers", "controlCustomers", "treatedMean", "controlMean", "difference", "low", "high", "adjustedPValue", "verdict", "total", "totalLow",
        "totalHigh", "splitPValue", "refusal", "lift", "liftLow", "liftHigh", "retained", "retainedLow", "retainedHigh",
    ];

    /// <summary>UTF-8 with a mark, so that spreadsheets read it right. Where there is no number the cell is empty.</summary>
    public static byte[] Write(MeasureView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var text = new StringBuilder("\uFEFF").AppendJoin(',', Columns).Append("\r\n");
        foreach (var (line, r) in (view.Trial is { } trial ? view.Lines.Append(trial) : view.Lines).SelectMany(l => l.Results.Select(r => (l, r))))
        {
            text.AppendJoin(',',
            [
                line.Id, line.Objective ?? "", Camel(r.Outcome.ToString()), Time(line.Since), Time(view.Now), view.Simulated ? "true" : "false", Number(line.Of.Treated.Count), Number(line.Of.Control.Count),
                Number(r.Treated.Mean), Number(r.Control.Mean), Number(r.Judged.Effect?.Difference), Number(r.Interval?.Low), Number(r.Interval?.High),
                Number(r.Judged.Effect is null ? null : r.Judged.AdjustedAnytimePValue), Camel(r.Verdict.ToString()), Number(r.Total?.Middle), Number(r.Total?.Interval.Low), Number(r.Total?.Interval.High),
                Number(r.Split.PValue), r.Judged.Refusal?.Code ?? "",
                Number(r.Relative?.Lift), Number(r.Relative?.Anytime.Low), Number(r.Relative?.Anytime.High), Number(r.Retained?.Middle), Number(r.Retained?.Interval.Low), Number(r.Retained?.Interval.High),
            ]).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("0.######", CultureInfo.InvariantCulture) : "";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
