using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Texts;

/// <summary>What free text in events means: each text model with its examples, how well it does, and a place to try it.</summary>
public sealed partial class TextPage
{
    [Inject]
    private ITextModelReader Texts { get; set; } = null!;

    /// <summary>Name of the chosen model; the first one when absent.</summary>
    [SupplyParameterFromQuery(Name = "model")]
    public string? ModelName { get; set; }

    protected override object Key => "text";

    private TextModelView? Chosen => string.IsNullOrEmpty(ModelName) ? Model!.Models.FirstOrDefault() : Model!.Models.FirstOrDefault(m => m.Id == ModelName);

    protected override async Task<TextModelList?> ReadAsync(CancellationToken cancellationToken) => await Texts.ReadAsync(W.Language, cancellationToken);

    private static string LinkOf(TextModelView model) => "/text?model=" + Uri.EscapeDataString(model.Id);
}
