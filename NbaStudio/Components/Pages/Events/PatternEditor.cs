using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Events;

/// <summary>A pattern being written, as a sentence in parts or as text: one tree behind both. Switching loses nothing, whatever stands there.</summary>
/// <param name="check">Reads and checks a text.</param>
public sealed class PatternEditor(Func<string, PatternCheck> check)
{
    private string _sentenceText = "";

    /// <summary>Whether the text is shown; else the sentence.</summary>
    public bool IsText { get; private set; }

    /// <summary>The pattern as text, whichever is shown.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The parts; null while the text cannot be read as a sentence.</summary>
    public PatternSentence? Sentence { get; private set; } = new();

    /// <summary>What is wrong, and what it says.</summary>
    public PatternCheck Check { get; private set; } = new([], null);

    /// <summary>Where the parts of the sentence stand in its text.</summary>
    public SentenceText Places { get; private set; } = new("", [0], 0, 0);

    /// <summary>Whether nothing has been written yet.</summary>
    public bool IsBlank => !IsText && Sentence is { Same.Count: 0 } sentence && sentence.Used.All(p => p is { EventType: "", Rows.Count: 0, Written: null });

    /// <summary>Whether it can be tested and saved.</summary>
    public bool IsValid => !IsBlank && Check.Issues.Count == 0 && !HasGaps;

    /// <summary>Whether a line of the sentence has no property yet: a text with a gap is no mistake of the language.</summary>
    private bool HasGaps => !IsText && Sentence?.Used.Any(p => p.Written is null && p.Rows.Any(r => r.Property.Length == 0)) == true;

    /// <summary>Begins with a text.</summary>
    public void Open(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        IsText = false;
        Write(text);
        ReadSentence();
    }

    /// <summary>Begins anew with an empty sentence.</summary>
    public void Clear()
    {
        (IsText, Sentence) = (false, new PatternSentence());
        Edited();
    }

    /// <summary>The sentence was edited.</summary>
    public void Edited()
    {
        Places = Sentence!.ToText();
        _sentenceText = Places.Text;
        Write(_sentenceText);
    }

    /// <summary>The text was edited.</summary>
    public void Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        Check = check(text);
    }

    public void ShowText() => IsText = true;

    /// <summary>Shows the sentence of the text; where the text has mistakes that keep it from being read, there is none and the text stays.</summary>
    public void ShowSentence()
    {
        IsText = false;
        if (Sentence is null || !string.Equals(Text, _sentenceText, StringComparison.Ordinal))
        {
            ReadSentence();
        }
    }

    private void ReadSentence()
    {
        Sentence = PatternLanguage.Parse(Text).Tree is { } tree ? PatternSentence.Of(tree) : null;
        if (Sentence is not null)
        {
            Edited();
        }
    }

    /// <summary>The issues of a part of the sentence; an event that is still to be chosen is none.</summary>
    /// <param name="place">Index of the part, or one of the places of <see cref="SentenceText"/>.</param>
    public IReadOnlyList<ConditionIssue> IssuesAt(int place) => 
        [.. Check.Issues.Where(i => Places.PlaceOf(i) == place && !(i.Code == "event.type" && place >= 0 && Sentence?.Used[place].EventType.Length == 0))];
}
