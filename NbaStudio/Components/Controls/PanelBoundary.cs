using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using NbaStudio.Localization;

namespace NbaStudio.Components.Controls;

/// <summary>Keeps a failure inside one card or page: says what happened and offers to try again.</summary>
public sealed class PanelBoundary : ErrorBoundaryBase
{
    [Inject]
    private ILogger<PanelBoundary> Logger { get; set; } = null!;

    [Inject]
    private Words Words { get; set; } = null!;

    /// <summary>Name of the panel, for the title.</summary>
    [Parameter]
    public string? Name { get; set; }

    protected override Task OnErrorAsync(Exception exception)
    {
        Logger.LogError(exception, "The panel {Panel} failed", Name);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<ErrorCard>(1);
        builder.AddComponentParameter(2, nameof(ErrorCard.Title), Name is null ? Words["error.page"] : Words["error.panel", Name]);
        builder.AddComponentParameter(3, nameof(ErrorCard.Text), Words["error.text"]);
        builder.AddComponentParameter(4, nameof(ErrorCard.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }
}
