using Microsoft.AspNetCore.Components;
using NbaStudio.Components.Controls;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>The tree Objective > Group > Action > Treatment as it is live, and the chosen node in full.</summary>
public sealed partial class ActionsPage
{
    private readonly HashSet<string> _open = [];
    private ActionTree? _opened;

    [Inject]
    private IActionReader Actions { get; set; } = null!;

    /// <summary>Path of the chosen node.</summary>
    [SupplyParameterFromQuery]
    public string? Path { get; set; }

    protected override object Key => "tree";

    protected override async Task<ActionTree?> ReadAsync(CancellationToken cancellationToken) => await Actions.ReadAsync(W.Language, cancellationToken);

    // Objectives and groups start open, actions closed unless one of their treatments is chosen.
    private IEnumerable<(ActionNode Node, int Depth)> Visible()
    {
        if (!ReferenceEquals(_opened, Model))
        {
            _opened = Model;
            foreach (var root in Model!.Roots)
            {
                _open.Add(root.Path);
                _open.UnionWith(root.Children.Select(group => group.Path));
            }

            if (Path?.LastIndexOf('/') is > 0 and var end)
            {
                _open.Add(Path[..end]);
            }
        }

        return Model!.Roots.SelectMany(root => Walk(root, 0));
    }

    private IEnumerable<(ActionNode Node, int Depth)> Walk(ActionNode node, int depth)
    {
        yield return (node, depth);
        if (_open.Contains(node.Path))
        {
            foreach (var below in node.Children.SelectMany(child => Walk(child, depth + 1)))
            {
                yield return below;
            }
        }
    }

    private void Toggle(ActionNode node)
    {
        if (!_open.Remove(node.Path))
        {
            _open.Add(node.Path);
        }
    }

    private static string LinkOf(ActionNode node) => "/actions?path=" + Uri.EscapeDataString(node.Path);

    private static string? IconOf(ActionNode node) => node.Level switch
    {
        ActionLevel.Objective => Icons.ForObjective(node.ObjectiveId),
        ActionLevel.Treatment => Icons.ForChannelKind(node.ChannelKind),
        _ => null,
    };

    private static string StatusClass(ActionStatus status) => status switch
    {
        ActionStatus.Live => "good-word",
        ActionStatus.Paused => "caution-word",
        _ => "caption",
    };
}
