using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>One node of the tree in full, read-only.</summary>
public sealed partial class ActionDetailsCard
{
    [Inject]
    private IActionReader Actions { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Path { get; set; } = "";

    protected override object Key => Path;

    private IEnumerable<(string Name, string Text, string? Help)> Facts
    {
        get
        {
            var node = Model!;
            if (node.ActionClass is { } type)
            {
                yield return (W["actions.class"], W.Or("class." + type, "class.marketing"), null);
            }

            if (node.Lever is { } lever)
            {
                yield return (W["actions.lever"], F.Factor(lever), W["actions.leverHelp"]);
            }

            if (node.EffectiveLever is { } effective && node.EffectiveLever != node.Lever)
            {
                yield return (W["actions.effectiveLever"], F.Factor(effective), W["actions.effectiveLeverHelp"]);
            }

            if (node.Level == ActionLevel.Action)
            {
                yield return (W["actions.valueExpression"], node.Value ?? W["actions.serviceValue"], null);
            }

            if (node.MaximumValue is { } maximum)
            {
                yield return (W["actions.maximumValue"], F.Money(maximum), null);
            }

            if (node.StartingPropensity is { } starting)
            {
                yield return (W["actions.startingPropensity"], F.Percent(starting), W["actions.startingHelp"]);
            }

            if (node.ValidFrom is { } from)
            {
                yield return (W["actions.validFrom"], F.Stamp(from), null);
            }

            if (node.ValidTo is { } to)
            {
                yield return (W["actions.validTo"], F.Stamp(to), null);
            }
        }
    }

    protected override Task<ActionDetails?> ReadAsync(CancellationToken cancellationToken) => Actions.GetAsync(Path, W.Language, cancellationToken);
}
