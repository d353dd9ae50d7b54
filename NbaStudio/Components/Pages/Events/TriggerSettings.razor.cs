using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Events;

/// <summary>What belongs to a trigger besides its pattern, and saving it: a change first, published by a second click.</summary>
public sealed partial class TriggerSettings
{
    private bool _busy;
    private ChangeProposal? _proposal;
    private ItemsEditResult? _put;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    [Inject]
    private ITriggerEditor Triggers { get; set; } = null!;

    [Parameter, EditorRequired]
    public PatternWork Work { get; set; } = null!;

    [Parameter]
    public EventCallback OnChange { get; set; }

    /// <summary>The trigger of this name is in force, or stands in the change that it is edited in.</summary>
    [Parameter]
    public EventCallback<string> OnPublished { get; set; }

    // Saving it as it was says so: nothing is compared here.
    private SaveState State => SaveStates.Of(true, Work.Editor.IsValid && Work.Channels.Count > 0 && Work.ToDocument().Name.Length > 0);

    private string Hint => !Work.Editor.IsValid ? W["settings.needsPattern"]
        : Work.ToDocument().Name.Length == 0 ? W["settings.needsName"]
        : Work.Channels.Count == 0 ? W["settings.needsChannel"]
        : Work.IsTested ? W["settings.saveNote"] : W["settings.notTested"];

    private static string Typed(ChangeEventArgs change) => (change.Value as string ?? "").Trim();

    private void Toggle(string channel, bool on)
    {
        if (on)
        {
            Work.Channels.Add(channel);
        }
        else
        {
            Work.Channels.Remove(channel);
        }
    }

    private Task Set(Action change)
    {
        _put = null;
        change();
        return OnChange.InvokeAsync();
    }

    private async Task<bool> ProposeAsync()
    {
        if (_busy)
        {
            return false;
        }

        _busy = true;
        try
        {
            _proposal = await Triggers.ProposeAsync(Work.ToDocument(), Work.IsNew ? null : Work.Form.Trigger, await Viewer.NowAsync());
            return true;
        }
        finally
        {
            _busy = false;
            StateHasChanged();
        }
    }

    private async Task<bool> PutAsync()
    {
        _put = await Triggers.PutAsync(Work.Form, Work.ToDocument(), await Viewer.NowAsync());
        StateHasChanged();
        if (_put.Change is not null)
        {
            await OnPublished.InvokeAsync(Work.ToDocument().Name);
        }

        return _put.Change is not null;
    }

    // The settings come from the newest revision or the change as it is now, or the trigger is new when it is gone; the pattern stays as it was written.
    private async Task Rebase()
    {
        _proposal = null;
        var (name, change) = (Work.Form.Trigger.Name, Work.Form.Change);
        var form = change is null ? Triggers.Open(name, W.Language) ?? Triggers.Open(null, W.Language)
            : await Triggers.OpenAsync(name, change, W.Language) ?? await Triggers.OpenAsync(null, change, W.Language);
        await Set(() =>
        {
            // A change that makes no policy any more leaves the form as it was.
            if (form is not null)
            {
                Work.Rebase(form);
            }
        });
    }

    private Task PublishedAsync() => OnPublished.InvokeAsync(Work.ToDocument().Name);
}
