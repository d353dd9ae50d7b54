using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Live;
using NbaStudio.Localization;

namespace NbaStudio.Components.Pages.Live;

/// <summary>The five figures at the top of the Live page.</summary>
public sealed partial class KpiStrip
{
    private const long EvidenceForAChart = 30;
    private WindowSummary? _shown;

    [Parameter, EditorRequired]
    public WindowSummary Summary { get; set; } = null!;

    private (string Figure, string Unit) P99 => Summary.P99 is { } p99 ? F.Latency(p99.Total) : (Formats.Missing, "");

    private (string Figure, string Unit) Money => F.MoneyFigure(Summary.Value);

    private IEnumerable<(string Class, string Name, long? Time)> Steps =>
        [("s1", "detect", Summary.P99?.Detect), ("s2", "data", Summary.P99?.Data), ("s3", "decide", Summary.P99?.Decide), ("s4", "deliver", Summary.P99?.Deliver)];

    private string LatencyHelp => string.Join("\n", [W["live.latencyHelp"], "p50: " + W["live.p50Help"], .. Steps.Select(step => $"{W["live.step." + step.Name]}: {W["live.stepHelp." + step.Name]}")]);

    // In the unit of the figure beside it, which is then said once.
    private string StepTime(long? time) => time is not { } part ? Formats.Missing : F.Latency(part) is var (figure, unit) && unit == P99.Unit ? figure : F.LatencyText(part);

    private string AcceptNote => ProportionInterval.Wilson(Summary.Accepted, Summary.Spoken) is var (low, high)
        ? W["live.acceptNote", F.Interval(F.PercentFigure(low), F.PercentFigure(high))]
        : Summary.Accepted > 0 ? W["live.acceptEarlier"] : W["live.acceptNone"];

    private string ValueNote => Summary.Decisions > 0 ? W["live.valueNote", F.MoneyInSentence(Math.Round(Summary.Value / Summary.Decisions, 2))] : W["live.valueNone"];

    private string SilenceWidth => string.Create(CultureInfo.InvariantCulture, $"width:{(Summary.SilenceShare ?? 0) * 100:0.##}%");

    protected override bool ShouldRender() => Summary != _shown;

    protected override void OnAfterRender(bool firstRender) => _shown = Summary;

    // A chart of a handful of decisions would only pretend.
    private bool Thin => Summary.Decisions < EvidenceForAChart;

    // The line starts with the first decision: before it the hub may not have run.
    private IReadOnlyList<double> Series(Func<SeriesPoint, double> pick) => [.. Summary.Points.SkipWhile(point => point.Decisions == 0).Select(pick)];
}
