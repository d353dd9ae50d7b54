using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Conditions.Syntax;
using NbaStudio.Engine.Detection.Patterns;

namespace NbaStudio.Components.Pages.Events;

/// <summary>What a sentence is about.</summary>
public enum SentenceKind : byte
{
    /// <summary>An event happens.</summary>
    Event,

    /// <summary>It happens several times within a window.</summary>
    Count,

    /// <summary>One after another, or not.</summary>
    Sequence,

    /// <summary>It has not happened for a time.</summary>
    Absence,
}

/// <summary>A pattern in parts that can be edited one by one. It holds half-filled parts too, and what another form does not need stays until it is needed again.</summary>
public sealed class PatternSentence
{
    private static readonly string[] Units = ["s", "m", "h", "d"];

    public SentenceKind Form { get; set; }

    /// <summary>How often, as it is typed; for <see cref="SentenceKind.Count"/>.</summary>
    public string Count { get; set; } = "3";

    /// <summary>Length of the window, as it is typed.</summary>
    public string Amount { get; set; } = "45";

    /// <summary>s, m, h or d.</summary>
    public string Unit { get; set; } = "m";

    /// <summary>At least one; only a sequence uses more.</summary>
    public List<SentencePart> Parts { get; } = [new SentencePart()];

    /// <summary>Properties whose values must be equal in all parts.</summary>
    public List<string> Same { get; } = [];

    public bool CanAddPart => Parts.Count < PatternLanguage.MaximumParts;

    /// <summary>The parts that the form uses.</summary>
    public IReadOnlyList<SentencePart> Used => Form == SentenceKind.Sequence ? Parts : [Parts[0]];

    /// <summary>The sentence of a tree; its text gives the same tree again.</summary>
    public static PatternSentence Of(PatternNode tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var sentence = new PatternSentence();
        sentence.Parts.Clear();
        switch (tree)
        {
            case EventPattern one:
                sentence.Parts.Add(SentencePart.Of(one.Event));
                break;
            case CountPattern count:
                (sentence.Form, sentence.Count) = (SentenceKind.Count, count.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
                sentence.Parts.Add(SentencePart.Of(count.Event));
                sentence.SetWindow(count.Window);
                break;
            case AbsencePattern absence:
                sentence.Form = SentenceKind.Absence;
                sentence.Parts.Add(SentencePart.Of(absence.Event));
                sentence.SetWindow(absence.Duration);
                break;
            case SequencePattern sequence:
                sentence.Form = SentenceKind.Sequence;
                sentence.Parts.AddRange(sequence.Parts.Select(p => SentencePart.Of(p.Event, p.Negated)));
                sentence.SetWindow(sequence.Window);
                break;
            default:
                throw new ArgumentException($"{tree.GetType().Name} is not a pattern.", nameof(tree));
        }

        sentence.Same.AddRange(tree.Same);
        return sentence;
    }

    /// <summary>Changes what the sentence is about; a sequence gets its second part.</summary>
    public void Become(SentenceKind form)
    {
        Form = form;
        if (form == SentenceKind.Sequence && Parts.Count == 1)
        {
            Parts.Add(new SentencePart { Negated = true });
        }
    }

    /// <summary>Text of the sentence with the place of each part: one line, canonical where the parts are complete.</summary>
    public SentenceText ToText()
    {
        var text = new System.Text.StringBuilder();
        var places = new List<int>();
        if (Form == SentenceKind.Count)
        {
            text.Append(Count.Trim()).Append(" of ");
        }

        text.Append(Form == SentenceKind.Absence ? "not " : "");
        foreach (var part in Used)
        {
            text.Append(places.Count > 0 ? " then " : "").Append(places.Count > 0 && part.Negated ? "not " : "");
            places.Add(text.Length);
            text.Append(part.ToText());
        }

        var window = text.Length;
        if (Form != SentenceKind.Event)
        {
            text.Append(Form == SentenceKind.Absence ? " for " : " within ").Append(Amount.Trim()).Append(Unit);
        }

        var same = text.Length;
        if (Same.Count > 0)
        {
            text.Append(' ').AppendJoin(" and ", Same.Select(name => "same " + Name(name)));
        }

        return new SentenceText(text.ToString(), places, window, same);
    }

    private static string Name(string property) =>
        PatternLanguage.Print(new AbsencePattern(new EventNode("x"), TimeSpan.FromDays(1)) { Same = [property] })["not event \"x\" for 1d same ".Length..];

    private void SetWindow(TimeSpan window)
    {
        var text = Durations.Format(window);
        (Amount, Unit) = (text[..^1], text[^1..]);
    }

    /// <summary>The units a window can have.</summary>
    public static IReadOnlyList<string> WindowUnits => Units;
}

/// <summary>Text of a sentence and where its parts begin in it.</summary>
/// <param name="Parts">Offset of each part.</param>
/// <param name="Window">Where the window begins; the end of the text without one.</param>
/// <param name="Same">Where the correlation begins.</param>
public sealed record SentenceText(string Text, IReadOnlyList<int> Parts, int Window, int Same)
{
    /// <summary>The part that an issue is about.</summary>
    /// <returns>Index of a part, <see cref="InWindow"/>, or <see cref="InWhole"/> where it is about the sentence as a whole.</returns>
    public int PlaceOf(ConditionIssue issue)
    {
        ArgumentNullException.ThrowIfNull(issue);
        var at = issue.Column - 1;
        if (issue.Line > 1 || issue.Code is "pattern.same" or "pattern.parts" || at >= Same || at < Parts[0])
        {
            return InWhole;
        }

        return at >= Window ? InWindow : Parts.Count - 1 - Parts.Reverse().TakeWhile(start => start > at).Count();
    }

    public const int InWindow = -1;

    public const int InWhole = -2;
}
