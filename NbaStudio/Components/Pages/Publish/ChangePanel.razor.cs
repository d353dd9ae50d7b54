using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Publish;

/// <summary>One change: how far it is, what it changes in words, what is wrong with it, and what can be done.</summary>
public sealed partial class ChangePanel
{
    private bool _busy;
    private BoardResult? _result;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    [Inject]
    private IChangeBoard Board { get; set; } = null!;

    /// <summary>Id of the change.</summary>
    [Parameter, EditorRequired]
    public string Change { get; set; } = "";

    protected override object Key => Change;

    protected override async Task<ChangeDetail?> ReadAsync(CancellationToken cancellationToken) => await Board.ReadChangeAsync(Change, W.Language, await Viewer.NowAsync(), cancellationToken);

    private Task MoveAsync(ChangeMove move) => DoAsync(who => Board.MoveAsync(Change, move, Model!.Hash, who));

    private Task ResolveAsync((ConflictView Conflict, bool Mine) decision) =>
        DoAsync(who => Board.ResolveAsync(Change, decision.Conflict.Kind, decision.Conflict.Id, decision.Mine, who));

    // A second click while the first one works does nothing.
    private async Task DoAsync(Func<Caller, Task<BoardResult>> step)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            _result = await step(await Viewer.NowAsync());
        }
        finally
        {
            _busy = false;
        }

        await LoadAsync();
    }
}
