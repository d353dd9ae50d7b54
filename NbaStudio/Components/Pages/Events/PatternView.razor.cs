using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Events;

/// <summary>A pattern under work: written, tested on the journal, and saved to a trigger.</summary>
public sealed partial class PatternView
{
    private PatternVocabulary _vocabulary = new([]);
    private string? _deleting;

    [Inject]
    private IPatternDesk Desk { get; set; } = null!;

    [Parameter, EditorRequired]
    public PatternWork Work { get; set; } = null!;

    /// <summary>A new trigger is to be written.</summary>
    [Parameter]
    public EventCallback OnNew { get; set; }

    /// <summary>The trigger of this name is in force.</summary>
    [Parameter]
    public EventCallback<string> OnPublished { get; set; }

    private PatternEditor Editor => Work.Editor;

    private bool IsDeleting => !Work.IsNew && _deleting == Work.Name;

    private string Title => Work.Label.Length > 0 ? Work.Label : Work.Name;

    private IReadOnlyList<(bool Value, string Text)> Modes => [(false, W["pattern.sentence"]), (true, W["pattern.text"])];

    protected override void OnInitialized() => _vocabulary = Desk.Vocabulary(W.Language);

    private void Switch(bool text)
    {
        if (text)
        {
            Editor.ShowText();
        }
        else
        {
            Editor.ShowSentence();
        }
    }

    /// <summary>Something was typed or chosen.</summary>
    [Parameter]
    public EventCallback OnEdited { get; set; }

    private Task StepAsync(Action step)
    {
        step();
        return Redraw();
    }

    private Task Redraw() => OnEdited.InvokeAsync();
}
