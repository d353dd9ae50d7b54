using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Models;

/// <summary>How the models of all treatments do, which of them want a look, and one of them in full.</summary>
public sealed partial class ModelsPage
{
    private bool _asTable;
    private string? _first;

    [Inject]
    private IModelReader Models { get; set; } = null!;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    /// <summary>The treatment shown in full; the one with the most responses when absent.</summary>
    [Parameter]
    public string? TreatmentId { get; set; }

    protected override TimeSpan Interval => TimeSpan.FromSeconds(5);

    private IReadOnlyList<(bool Value, string Text)> Views => [(false, W["models.asChart"]), (true, W["models.asTable"])];

    // Chosen once: with another leader after a reading the page must not turn to somebody else.
    private string Selected => TreatmentId ?? (_first ??= Model!.Models.MaxBy(m => m.Responses)!.TreatmentId);

    protected override Task<ModelOverview> ReadAsync(CancellationToken cancellationToken) => Models.ReadAsync(W.Language, cancellationToken);

    protected override bool Same(ModelOverview before, ModelOverview after) => (before.Version, before.Revision) == (after.Version, after.Revision);
}
