using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Rules;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>A rule under work: its text and lines, the last count, the customer it is tried on. Lives as long as the page.</summary>
public sealed class RuleWork
{
    private string _counted = "";
    private string _tried = "";

    public RuleWork(IRuleDesk desk, PolicySnapshot policy, RulePlace place, RuleField field)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(place);
        (Policy, Place, Field) = (policy, place, field);
        Editor = new RuleEditor(text => desk.Check(policy, text, place.Kind == "condition" ? place.Id : null));
        Editor.Open(place.Rules.GetValueOrDefault(field));
        Refresh();
    }

    /// <summary>The policy that the names mean.</summary>
    public PolicySnapshot Policy { get; }

    public RulePlace Place { get; }

    public RuleField Field { get; }

    public RuleEditor Editor { get; }

    /// <summary>The lines as they are drawn.</summary>
    public IReadOnlyList<RuleLine> Lines { get; private set; } = [];

    /// <summary>The last count, also while it is about an older text.</summary>
    public RuleReach? Reach { get; private set; }

    /// <summary>The last trial.</summary>
    public RuleTrialView? Trial { get; private set; }

    /// <summary>Whether the count is about the rule as it stands.</summary>
    public bool IsCounted => Reach is { IsComplete: true } && _counted == Editor.Text;

    /// <summary>Whether the count, as far as it is, is about the rule as it stands.</summary>
    public bool IsCurrent => Reach is not null && _counted == Editor.Text;

    /// <summary>Whether the trial is about the rule as it stands.</summary>
    public bool IsTried => Trial is not null && _tried == Editor.Text;

    /// <summary>Whether there is something to count: a rule that can be read and drawn.</summary>
    public bool CanAsk => Editor.IsValid && Editor.IsDrawn && Questions.Count > 0;

    /// <summary>The lines that say something, in their order. Empty where there is no rule.</summary>
    public IReadOnlyList<RuleQuestionLine> Questions { get; private set; } = [];

    /// <summary>Goes on with what was written before.</summary>
    public void Restore(KeptRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Editor.Open(rule.Opened);
        Editor.Write(rule.Text);
        Refresh();
    }

    /// <summary>To be called after each edit.</summary>
    public void Refresh()
    {
        Lines = RuleLine.Of(Editor.Whole);
        Questions = [.. Asked().Select(l => new RuleQuestionLine(l.Part.ToText(), l.IsStep))];
    }

    /// <summary>Takes a count of the text that was asked about.</summary>
    public void Take(RuleReach reach, string about)
    {
        ArgumentNullException.ThrowIfNull(reach);
        (Reach, _counted) = (reach, about);
    }

    /// <summary>Takes a trial of the text that was asked about; null = no such customer.</summary>
    public void Take(RuleTrialView? trial, string about) => (Trial, _tried) = (trial, about);

    /// <summary>What was counted for a line; null where it is not known for the rule as it stands.</summary>
    public RuleLineReach? ReachOf(RuleLine line) => _counted == Editor.Text && Reach is { } reach && IndexOf(line) is var index and >= 0 && index < reach.Lines.Count ? reach.Lines[index] : null;

    /// <summary>What a line says about the customer; null where it is not known for the rule as it stands.</summary>
    public RuleLineView? TrialOf(RuleLine line) => IsTried && IndexOf(line) is var index and >= 0 && index < Trial!.Lines.Count ? Trial.Lines[index] : null;

    // The whole rule needs no line of its own where all its parts must hold: the last step says the same.
    private IEnumerable<RuleLine> Asked() => Lines.Where(l => l.Part.ToText().Length > 0 && (l.Depth > 0 || l.IsStep));

    private int IndexOf(RuleLine line)
    {
        var index = 0;
        foreach (var asked in Asked())
        {
            if (ReferenceEquals(asked, line))
            {
                return index;
            }

            index++;
        }

        return -1;
    }
}
