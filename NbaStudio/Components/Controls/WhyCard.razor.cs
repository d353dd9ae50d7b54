using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Controls;

/// <summary>First the sentence, then the equation, then everyone who lost, in the order they got furthest.</summary>
public sealed partial class WhyCard
{
    private Part _part = Part.All;
    private int _count = 50;

    public enum Part : byte { All, Scored, FellOut }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Parameter, EditorRequired]
    public ExplanationView Value { get; set; } = null!;

    /// <summary>Links at the foot.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string When => F.Relative(Value.Time, Time.GetUtcNow());

    private CandidateView? Chosen => Value.Candidates.FirstOrDefault(candidate => candidate.Fate == CandidateFate.Chosen);

    private IEnumerable<CandidateView> Listed => Value.Candidates.Where(candidate => _part switch
    {
        Part.Scored => candidate.Equation is not null,
        Part.FellOut => candidate.Equation is null,
        _ => true,
    });

    private IReadOnlyList<(Part Value, string Text)> Parts
    {
        get
        {
            var scored = Value.Candidates.Count(candidate => candidate.Equation is not null);
            return
            [
                (Part.All, W["why.all", F.Number(Value.Candidates.Count)]),
                (Part.Scored, W["why.scored", F.Number(scored)]),
                (Part.FellOut, W["why.fellOut", F.Number(Value.Candidates.Count - scored)]),
            ];
        }
    }

    // What the small figures of the candidates mean, as far as there are any: once for all of them.
    private string CandidateHelp
    {
        get
        {
            var others = Value.Candidates.Where(candidate => candidate != Chosen).ToList();
            (bool IsThere, string Key)[] all =
            [
                (others.Any(c => c is { Equation: not null, PropensityInterval: not null }), "why.rangeHelp"), (others.Any(c => c is { Equation: not null, ImportedModel: not null }), "why.importedHelp"),
                (others.Any(c => c is { Equation: not null, ImportedModelHeldBack: not null }), "why.importedHeldBackHelp"), (others.Any(c => c.Heads is not null), "why.headsHelp"),
            ];
            return string.Join('\n', all.Where(help => help.IsThere).Select(help => W[help.Key]));
        }
    }

    private string ChanceText => (Value.Probability, Value.ExplorationBudget) switch
    {
        ({ } probability, { } budget) => W["why.chanceExplored", F.Number(probability, 3), F.Percent(budget)],
        ({ } probability, null) => W["why.chance", F.Number(probability, 3)],
        _ => Value.CandidateCount > Value.Candidates.Count ? W["why.listed", F.Number(Value.Candidates.Count), F.Number(Value.CandidateCount)] : "",
    };

    private static string IconOf(CandidateFate fate) => fate switch
    {
        CandidateFate.Chosen => "star",
        CandidateFate.Outranked => "down",
        CandidateFate.BelowThreshold => "rest",
        _ => "cross",
    };
}
