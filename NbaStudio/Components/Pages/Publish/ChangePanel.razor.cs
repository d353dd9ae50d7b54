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
    private IChangeBoard Board { get; set; } = null!;

    /// <summary>Id of the change.</summary>
    [Parameter, EditorRequired]
    public string Change { get; set; } = "";

    protected override object Key => Change;

    protected override Task<ChangeDetail?> ReadAsync(CancellationToken cancellationToken) => Board.ReadChangeAsync(Change, W.Language, Caller.Local, cancellationToken);

    private Task MoveAsync(ChangeMove move) => DoAsync(() => Board.MoveAsync(Change, move, Model!.Hash, Caller.Local));

    private Task ResolveAsync((ConflictView Conflict, bool Mine) decision) =>
        DoAsync(() => Board.ResolveAsync(Change, decision.Conflict.Kind, decision.Conflict.Id, decision.Mine, Caller.Local));

    // A second click while the first one works does nothing.
    private async Task DoAsync(Func<Task<BoardResult>> step)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            _result = await step();
        }
        finally
        {
            _busy = false;
        }

        await LoadAsync();
    }
}
