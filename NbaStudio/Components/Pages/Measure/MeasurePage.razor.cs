using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Measure;

/// <summary>Was it worth it: words first, then how sure, then the figures.</summary>
public sealed partial class MeasurePage
{
    private ControlOutcome _outcome;
    private string? _opened;

    [Inject]
    private IMeasureDesk Desk { get; set; } = null!;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(5);

    private IReadOnlyList<(ControlOutcome Value, string Text)> Outcomes => [.. Enum.GetValues<ControlOutcome>().Where(o => o != ControlOutcome.Accepted).Select(o => (o, W["measure.outcome." + o]))];

    // The hold-out of everything says most; where there is none, the first one.
    private MeasureLine First => Model!.Lines.FirstOrDefault(l => l.Objective is null) ?? Model.Lines[0];

    // What somebody opened, as long as the policy has it.
    private MeasureLine Shown => Model!.Lines.FirstOrDefault(l => l.Id == _opened) ?? First;

    private string Sub => Model is not { Lines.Count: > 0 } view ? W["measure.subShort"] : W["measure.sub", F.Day(First.Since), F.Day(view.Now), F.Duration(view.Now - First.Since)];

    protected override async Task<MeasureView> ReadAsync(CancellationToken cancellationToken) => Desk.Read(await Viewer.NowAsync(), W.Language);
}
