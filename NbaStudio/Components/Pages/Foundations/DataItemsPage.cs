using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Foundations;

/// <summary>A page that edits items of the policy into changes: one under work at a time, checked as it is typed.</summary>
public abstract class DataItemsPage : ReaderPage<DataWork>
{
    private bool _isLooking;
    private bool _lookAgain;

    [Inject]
    private IActionDesk Desk { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The change that is looked at; the published policy when absent.</summary>
    [SupplyParameterFromQuery]
    public string? Change { get; set; }

    protected override object Key => Change ?? "";

    /// <summary>Asks before what was typed goes.</summary>
    protected Components.Access.EditGuard? Guard { get; set; }

    /// <summary>The change that something was last put into; null = nothing was.</summary>
    protected string? Saved { get; set; }

    /// <summary>Counts the forms, so that each begins anew.</summary>
    protected int Round { get; private set; }

    /// <summary>The page's address with a change.</summary>
    protected abstract string AddressOf(string? change);

    /// <summary>What stands on the page while nothing else is under work.</summary>
    protected virtual Task ShowAsync() => Task.CompletedTask;

    protected override async Task<DataWork?> ReadAsync(CancellationToken cancellationToken)
    {
        var book = (Change is null ? null : await Desk.OpenAsync(Change, cancellationToken)) ?? await Desk.OpenAsync(null, cancellationToken)
            // Before the first revision there is nothing to read, and everything to begin.
            ?? new ActionBook(new PolicyDocument(), null);
        return new DataWork(book);
    }

    protected bool IsOpen(DataItem item) => Model!.Task is DataTask.Edit or DataTask.Delete && Model.Read?.Kind == item.Kind && Model.Read.ReadId == item.ReadId;

    protected Task ToggleAsync(DataItem item)
    {
        if (!IsOpen(item) || Model!.Task != DataTask.Edit)
        {
            return OpenAsync(item, DataTask.Edit);
        }

        return Guard!.AskAsync(() =>
        {
            Model.Close();
            return Task.CompletedTask;
        });
    }

    protected Task DropAsync(bool stays)
    {
        Model!.Close();
        return stays ? ShowAsync() : Task.CompletedTask;
    }

    protected async Task<bool> RestoreAsync(string text)
    {
        if (Model is not { } work || DataDraft.From(text) is not { } draft || !work.Restore(draft))
        {
            return false;
        }

        Round++;
        await CheckAsync();
        StateHasChanged();
        return true;
    }

    protected Task TakeTheirsAsync(IReadOnlyList<FieldClash> clashes)
    {
        Model!.Take(clashes);
        Round++;
        return CheckAsync();
    }

    protected Task OpenAsync(DataItem item, DataTask task) => StartAsync(() => Model!.Open(item, task));

    protected Task AddAsync(DataItem item) => StartAsync(() => Model!.Add(item));

    /// <summary>Begins a form as it stands, and looks at it.</summary>
    protected Task BeginAsync(Action begin)
    {
        begin();
        Round++;
        return CheckAsync();
    }

    // What was typed goes only after a question.
    private Task StartAsync(Action begin) => Guard!.AskAsync(() =>
    {
        Saved = null;
        return BeginAsync(begin);
    });

    // What was typed stands at once, so that the next field builds on it; the check of a large policy takes a while.
    protected Task EditAsync(DataItem edited)
    {
        Model!.Change(edited);
        return CheckAsync();
    }

    protected Task StepAsync(Action step)
    {
        step();
        return CheckAsync();
    }

    // One look at a time; of what was typed meanwhile only the last is looked at.
    private async Task CheckAsync()
    {
        _lookAgain = true;
        if (_isLooking)
        {
            return;
        }

        _isLooking = true;
        try
        {
            while (_lookAgain && Model is { Edited: { } edited } work)
            {
                _lookAgain = false;
                var task = work.Task;
                work.Take(edited, task, await Task.Run(() => work.Look(edited, task)));
                // Whoever asked may have been told already that it is still to come.
                StateHasChanged();
            }
        }
        finally
        {
            _isLooking = false;
        }
    }

    // What is in the change is what the page goes on from; its address can be sent to somebody.
    protected async Task SavedAsync(string change)
    {
        Saved = change;
        Model!.Close();
        if (Change == change)
        {
            await LoadAsync();
            await ShowAsync();
        }
        else
        {
            Navigation.NavigateTo(AddressOf(change));
        }
    }
}
