using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>A control for one field of the item under work.</summary>
public abstract class DraftField : ComponentBase
{
    [Parameter, EditorRequired]
    public ItemWork Work { get; set; } = null!;

    /// <summary>Way into the item, such as content/ja/body.</summary>
    [Parameter, EditorRequired]
    public string Field { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>A sentence under the label; null = none.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>The field was edited.</summary>
    [Parameter]
    public EventCallback OnEdit { get; set; }

    protected ItemDraft Draft => Work.Draft;

    protected string InputId => "f-" + Field.Replace('/', '-');

    /// <summary>Everything that is wrong with the field.</summary>
    protected IReadOnlyList<ItemNote> Notes =>
        [.. Work.Check.Notes.Where(n => n.Kind == Draft.Kind && n.Id == Draft.Id && (n.Field == Field || n.Field.StartsWith(Field + "/", StringComparison.Ordinal)))];

    protected bool IsWrong => Draft.Unread.ContainsKey(Field) || Notes.Any(n => n.IsError);

    protected string? DescribedBy => Notes.Count > 0 || Draft.Unread.ContainsKey(Field) ? InputId + "-notes" : null;

    protected Task EditAsync(Action edit)
    {
        edit();
        return OnEdit.InvokeAsync();
    }
}
