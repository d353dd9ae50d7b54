using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Events;

/// <summary>A trigger under work: its pattern, its settings, and the last test. Lives as long as the page.</summary>
public sealed class PatternWork
{
    private readonly string _language;
    private readonly EditSteps<PatternDraft> _steps = new();
    private PatternDraft _noted;

    /// <param name="form">The trigger as it stands.</param>
    /// <param name="check">Reads and checks a pattern.</param>
    /// <param name="language">Language in which the label is edited.</param>
    public PatternWork(TriggerForm form, Func<string, PatternCheck> check, string language)
    {
        ArgumentNullException.ThrowIfNull(form);
        (Form, _language, Editor) = (form, language, new PatternEditor(check));
        Take(form.Trigger);
        if (IsNew)
        {
            Editor.Clear();
        }
        else
        {
            Editor.Open(form.Trigger.Pattern ?? "");
        }

        _noted = PatternDraft.Of(this);
    }

    public TriggerForm Form { get; private set; }

    public PatternEditor Editor { get; }

    public bool IsNew => Form.Trigger.Name.Length == 0;

    public string Name { get; set; } = "";

    /// <summary>In the language of the page.</summary>
    public string Label { get; set; } = "";

    public HashSet<string> Channels { get; } = new(StringComparer.Ordinal);

    /// <summary>As in the form's list; empty = everything.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Duration texts; empty = the default.</summary>
    public string ValidFor { get; set; } = "";

    public string CoolDown { get; set; } = "";

    public string WaitForLate { get; set; } = "";

    /// <summary>Days that the test looks back.</summary>
    public int Days { get; set; } = 7;

    public PatternTest? Test { get; set; }

    /// <summary>Pattern and cool-down that the test is about.</summary>
    public string? Tested { get; set; }

    /// <summary>Whether the last test is about the pattern as it stands.</summary>
    public bool IsTested => Tested == TestKey;

    public string TestKey => Editor.Text + "\n" + CoolDown;

    public bool CanUndo => _steps.CanUndo;

    public bool CanRedo => _steps.CanRedo;

    /// <summary>To be called after each edit: what stood there before is a step back, unless the trigger still says the same.</summary>
    public void Note()
    {
        var now = PatternDraft.Of(this);
        if (now.Write() != (_noted with { IsText = now.IsText }).Write())
        {
            _steps.Remember(_noted);
        }

        _noted = now;
    }

    // Sentence or text stays as it is looked at.
    public void Undo() => Show(_steps.Undo(_noted) with { IsText = Editor.IsText });

    public void Redo() => Show(_steps.Redo(_noted) with { IsText = Editor.IsText });

    /// <summary>The trigger as it is written now.</summary>
    public TriggerDocument ToDocument() => Form.Trigger with
    {
        Name = IsNew ? Name.Trim() : Form.Trigger.Name,
        Label = Labels(),
        Pattern = Editor.Text,
        Channels = [.. Form.Trigger.Channels.Where(Channels.Contains), .. Form.Channels.Select(c => c.Id).Where(id => Channels.Contains(id) && !Form.Trigger.Channels.Contains(id))],
        Scope = ScopeOf(),
        ValidFor = Blank(ValidFor),
        CoolDown = Blank(CoolDown),
        WaitForLate = Blank(WaitForLate),
    };

    /// <summary>Takes the trigger as it stands now as the basis; the pattern that was written stays.</summary>
    public void Rebase(TriggerForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        Form = form;
        Take(form.Trigger);
        _steps.Clear();
        _noted = PatternDraft.Of(this);
    }

    /// <summary>Takes up a draft on the basis that it was written on: what others changed since is a conflict when it is saved, as it would have been then.</summary>
    public void Restore(PatternDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Form = Form with { Trigger = draft.Basis };
        _steps.Clear();
        Show(draft);
    }

    private void Show(PatternDraft draft)
    {
        Take(draft.Trigger);
        if (draft.Trigger.Pattern is { Length: > 0 } pattern)
        {
            Editor.Open(pattern);
        }
        else
        {
            Editor.Clear();
        }

        if (draft.IsText)
        {
            // As it was typed, not as it would be printed.
            Editor.ShowText();
            Editor.Write(draft.Trigger.Pattern ?? "");
        }

        _noted = PatternDraft.Of(this);
    }

    private void Take(TriggerDocument trigger)
    {
        (Name, Label) = (trigger.Name, trigger.Label?.GetValueOrDefault(_language) ?? "");
        Channels.Clear();
        Channels.UnionWith(trigger.Channels);
        Scope = trigger.Scope switch
        {
            { Objective: { } id } => "objective/" + id,
            { Group: { } id } => "group/" + id,
            { Action: { } id } => "action/" + id,
            _ => "",
        };
        (ValidFor, CoolDown, WaitForLate) = (trigger.ValidFor ?? "", trigger.CoolDown ?? "", trigger.WaitForLate ?? "");
    }

    private Dictionary<string, string>? Labels()
    {
        var labels = new Dictionary<string, string>(Form.Trigger.Label ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        labels.Remove(_language);
        if (Label.Trim() is { Length: > 0 } label)
        {
            labels[_language] = label;
        }

        return labels.Count == 0 ? null : labels;
    }

    // A scope that the list does not show (one treatment, one channel) stays while nothing else is chosen.
    private ScopeDocument ScopeOf() => Scope.Split('/', 2) switch
    {
        ["objective", var id] => new ScopeDocument { Objective = id },
        ["group", var id] => new ScopeDocument { Group = id },
        ["action", var id] => new ScopeDocument { Action = id },
        _ => Form.Trigger.Scope is { Treatment: not null } or { Channel: not null } ? Form.Trigger.Scope : new ScopeDocument(),
    };

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
