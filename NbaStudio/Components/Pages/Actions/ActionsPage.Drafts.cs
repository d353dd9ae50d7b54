using NbaStudio.Live.Editing;

namespace NbaStudio.Components.Pages.Actions;

// What was edited and stands in no change: taken up again, or given up.
public sealed partial class ActionsPage
{
    private async Task<bool> RestoreAsync(string text)
    {
        if (ActionDraft.From(text) is not { } draft)
        {
            return false;
        }

        foreach (var kept in draft.Items)
        {
            _works[(kept.Change, kept.Path)] = ItemWork.Of(kept.Item);
        }

        // The item that is shown stays as it is where it is not among them.
        if (draft.Items.Any(k => (k.Change, k.Path) == (Model!.Book.Change, Path)))
        {
            await ShowAsync(isNew: false);
        }

        StateHasChanged();
        return true;
    }

    private Task DropAsync(bool stays)
    {
        foreach (var key in _works.Where(w => w.Value.Draft.IsChanged).Select(w => w.Key).ToList())
        {
            _works.Remove(key);
        }

        if (!stays)
        {
            return Task.CompletedTask;
        }

        if (Path != NewPath)
        {
            return ShowAsync(isNew: false);
        }

        Navigation.NavigateTo(Address(null, Change, Filter.Write()));
        return Task.CompletedTask;
    }
}
