using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Rules;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>Named sets of customers: how many they are now, where they are used, and a new one.</summary>
public sealed partial class AudiencesPage : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private CancellationTokenSource? _counting;
    private PolicySnapshot? _policy;
    private IReadOnlyList<NamedRule> _named = [];
    private RuleReach? _reach;
    private RuleCheck _check = RuleCheck.Empty;
    private string? _message;
    private string _name = "";
    private string _when = "";
    private bool _isDraft;
    private int _round;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IRuleDesk Desk { get; set; } = null!;

    [Inject]
    private Engine.NbaEngine Engine { get; set; } = null!;

    [Inject]
    private IItemEditor Items { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<AudiencesPage> Log { get; set; } = null!;

    /// <summary>The change whose conditions are shown; the published policy when absent.</summary>
    [SupplyParameterFromQuery(Name = "change")]
    public string? Change { get; set; }

    private bool IsTaken => _named.Any(n => n.Kind == "condition" && string.Equals(n.Name, _name.Trim(), StringComparison.OrdinalIgnoreCase));

    private ItemWrite New => ItemWrites.Add("condition", _name.Trim(), new JsonObject { ["name"] = _name.Trim(), ["when"] = _when.Trim() });

    private string? CountSaid => _message ?? (_reach is not { } reach ? null
        : reach.IsComplete ? W["audiences.counted", F.Number(reach.Customers)] : W["rules.counting", F.Number(reach.Looked), F.Number(reach.Customers)]);

    public void Dispose()
    {
        _closed.Cancel();
        _counting?.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Engine.Policy is not { } policy)
        {
            return;
        }

        var draft = Change is { } change ? await Items.OpenAsync(change) : null;
        (_isDraft, policy) = (draft is not null, draft ?? policy);
        if (ReferenceEquals(_policy, policy))
        {
            return;
        }

        _counting?.Cancel();
        (_policy, _named, _reach, _message) = (policy, Desk.ReadNamed(policy, W.Language), null, null);
        Check();
        if (_named.Count > 0)
        {
            // The list is there at once; its numbers come as they are counted.
            await CountAsync();
        }
    }

    private RuleLineReach? ReachOf(int index) => _reach is { } reach && index < reach.Lines.Count ? reach.Lines[index] : null;

    private string PathOf(NamedRule rule) => $"/rules/{rule.Kind}/{Uri.EscapeDataString(rule.Name)}{(Change is null ? "" : "?change=" + Uri.EscapeDataString(Change))}";

    private void Write(ChangeEventArgs change)
    {
        _when = change.Value as string ?? "";
        Check();
    }

    private void Check() => _check = Desk.Check(_policy!, _when);

    // The rule page goes on from what stands in the change: lines, counts, customers to try.
    private void Saved(string change)
    {
        var name = _name.Trim();
        (_name, _when, _check, _round) = ("", "", RuleCheck.Empty, _round + 1);
        Navigation.NavigateTo($"/rules/condition/{Uri.EscapeDataString(name)}?change={Uri.EscapeDataString(change)}");
    }

    private void Cancel() => _counting?.Cancel();

    private async Task CountAsync()
    {
        _counting?.Cancel();
        using var counting = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        _counting = counting;
        (_reach, _message) = (null, null);
        StateHasChanged();
        var (policy, told) = (_policy!, 0L);
        try
        {
            // Each stands as a line of its own: one look at every customer counts all of them.
            RuleQuestionLine[] lines = [.. _named.Take(RuleQuestion.MaximumLines).Select(n => new RuleQuestionLine(n.When, false))];
            await foreach (var reach in Desk.CountAsync(policy, lines, null, counting.Token))
            {
                _reach = reach;
                if (reach.IsComplete || Environment.TickCount64 - told > 250)
                {
                    told = Environment.TickCount64;
                    StateHasChanged();
                    await Task.Yield();
                }
            }
        }
        catch (OperationCanceledException) when (counting.IsCancellationRequested)
        {
            // Half a count would read like a whole one.
            if (_counting == counting && !_closed.IsCancellationRequested)
            {
                (_reach, _message) = (null, W["rules.cancelled"]);
            }
        }
        catch (ArgumentException exception)
        {
            // The rest of the policy has a mistake.
            Log.LogWarning(exception, "Audiences could not be counted");
            _message = W["rules.notCountable", exception.Message];
        }
        finally
        {
            if (_counting == counting)
            {
                _counting = null;
            }
        }

        if (!_closed.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }
}
