using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Localization;

namespace NbaStudio.Live.Readers;

/// <summary>Patterns as sentences of the reader's language, with the names that people gave to events. For reading only: the text is what counts.</summary>
internal sealed class PatternPhrases(PolicySnapshot policy, string language)
{
    private readonly Words _words = new(language);

    public string Of(PatternNode tree)
    {
        var sentence = tree switch
        {
            EventPattern one => _words["phrase.event", Name(one.Event)],
            CountPattern count => _words["phrase.count", Name(count.Event), count.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), Span(count.Window)],
            AbsencePattern absence => _words["phrase.absence", Name(absence.Event), Span(absence.Duration)],
            SequencePattern sequence => Sequence(sequence),
            _ => throw new ArgumentException($"{tree.GetType().Name} is not a pattern.", nameof(tree)),
        };
        return tree.Same.Count == 0 ? sentence : _words["phrase.same", sentence, string.Join(_words["list.comma"], tree.Same)];
    }

    /// <summary>45 min, or 45分.</summary>
    private string Span(TimeSpan time) => new Formats(new FormatSettings(_words, policy.Currency, policy.Zone)).Window(time);

    private string Sequence(SequencePattern sequence)
    {
        // One thing and then not another is what most people want: it has a sentence of its own.
        if (sequence.Parts is [{ Negated: false } first, { Negated: true } last])
        {
            return _words["phrase.thenNot", Name(first.Event), Name(last.Event), Span(sequence.Window)];
        }

        var parts = sequence.Parts.Select((part, i) => i == 0 ? Name(part.Event) : _words[part.Negated ? "phrase.partNot" : "phrase.part", Name(part.Event)]);
        return _words["phrase.sequence", string.Join(_words["phrase.join"], parts), Span(sequence.Window)];
    }

    private string Name(EventNode node)
    {
        var name = _words["phrase.named", node.EventType.Length == 0 ? "…" : EventNames.Of(policy, node.EventType, _words)];
        return node.Where is null ? name : _words["phrase.where", name, ConditionLanguage.Print(node.Where, insideWhere: true)];
    }
}
