using NbaStudio.Engine.Conditions;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>A rule being written, in lines or as text: one tree behind both. Switching loses nothing; every step can be undone.</summary>
/// <param name="check">Reads and checks a text.</param>
public sealed class RuleEditor(Func<string, RuleCheck> check)
{
    private readonly EditSteps<string> _steps = new();
    private string _drawn = "";

    /// <summary>The rule as text; empty = no rule.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The rule as it was opened.</summary>
    public string Opened { get; private set; } = "";

    /// <summary>The lines. While the text has a mistake that keeps it from being read, those of the last text that could be.</summary>
    public RuleGroup Whole { get; private set; } = RuleGroup.Whole(null);

    /// <summary>What is wrong with the text.</summary>
    public RuleCheck Check { get; private set; } = RuleCheck.Empty;

    /// <summary>Whether the lines say what the text says.</summary>
    public bool IsDrawn => string.Equals(_drawn, Text, StringComparison.Ordinal);

    /// <summary>Whether it can be counted and saved. No rule is one that everybody passes.</summary>
    public bool IsValid => Check.Issues.Count == 0;

    public bool IsChanged => !string.Equals(Text.Trim(), Opened.Trim(), StringComparison.Ordinal);

    public bool CanUndo => _steps.CanUndo;

    public bool CanRedo => _steps.CanRedo;

    /// <summary>Begins with a rule.</summary>
    public void Open(string? text)
    {
        Opened = text ?? "";
        _steps.Clear();
        Take(Opened);
    }

    /// <summary>The rule as it stands is being taken over.</summary>
    /// <returns>To be done once it is: edits are compared with it from then on; what was written since stays an edit.</returns>
    public Action TakeOver()
    {
        var taken = Text;
        return () => Opened = taken;
    }

    /// <summary>The lines were edited.</summary>
    public void Edited()
    {
        _steps.Remember(Text);
        _drawn = Text = Whole.ToText();
        Check = check(Text);
    }

    /// <summary>The text was edited.</summary>
    public void Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text != Text)
        {
            _steps.Remember(Text);
            Take(text);
        }
    }

    public void Undo() => Take(_steps.Undo(Text));

    public void Redo() => Take(_steps.Redo(Text));

    private void Take(string text)
    {
        Text = text;
        Check = check(text);
        if (string.IsNullOrWhiteSpace(text))
        {
            (Whole, _drawn) = (RuleGroup.Whole(null), text);
        }
        else if (ConditionLanguage.Parse(text).Tree is { } tree)
        {
            (Whole, _drawn) = (RuleGroup.Whole(tree), text);
        }
    }
}
