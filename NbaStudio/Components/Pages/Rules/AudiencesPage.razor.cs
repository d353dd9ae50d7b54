using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Rules;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>Named sets of customers: how many they are now, where they are used, and a new one.</summary>
public sealed partial class AudiencesPage : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private CancellationTokenSource? _counting;
    private readonly EditSteps<(string Name, string When, IReadOnlyDictionary<string, string>? Label)> _steps = new();
    private PolicySnapshot? _policy;
    private ConditionCompleter? _completer;
    private IReadOnlyList<NamedRule> _named = [];
    private RuleReach? _reach;
    private RuleCheck _check = RuleCheck.Empty;
    private string? _message;
    private string _name = "";
    private string _when = "";
    private IReadOnlyDictionary<string, string>? _newLabel;
    private bool _isNamed;
    private (string Kind, string Name)? _renamed;
    private IReadOnlyDictionary<string, string>? _label;
    private bool _isDraft;
    private int _round;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IRuleDesk Desk { get; set; } = null!;

    [Inject]
    private IPatternDesk Patterns { get; set; } = null!;

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

    private ItemWrite New => ItemWrites.Add("condition", _name.Trim(), WithLabel(new JsonObject { ["name"] = _name.Trim(), ["when"] = _when.Trim() }, _newLabel));

    private SaveState NewState => SaveStates.Of(
        _name.Trim().Length > 0 || _when.Trim().Length > 0 || _newLabel is { Count: > 0 }, _name.Trim().Length > 0 && !IsTaken && _when.Trim().Length > 0 && _check.Issues.Count == 0);

    private string? CountSaid => _message ?? (_reach is not { } reach ? null
        : reach.IsComplete ? W["audiences.counted", F.Number(reach.Customers)] : W["rules.counting", F.Number(reach.Looked), F.Number(reach.Customers)]);

    public void Dispose()
    {
        _closed.Cancel();
        _counting?.Cancel();
        _closed.Dispose();
    }

    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync()
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
        _renamed = null;
        (_policy, _named, _reach, _message, _completer) = (policy, Desk.ReadNamed(policy, W.Language), null, null, null);
        Check();
        if (_named.Count > 0)
        {
            // The list is there at once; its numbers come as they are counted.
            await CountAsync();
        }
    }

    private RuleLineReach? ReachOf(int index) => _reach is { } reach && index < reach.Lines.Count ? reach.Lines[index] : null;

    private string PathOf(NamedRule rule) => $"/rules/{rule.Kind}/{Uri.EscapeDataString(rule.Name)}{(Change is null ? "" : "?change=" + Uri.EscapeDataString(Change))}";

    private void Rename(NamedRule rule)
    {
        _renamed = _renamed == (rule.Kind, rule.Name) ? null : (rule.Kind, rule.Name);
        _label = LabelOf(rule);
    }

    private IReadOnlyDictionary<string, string>? LabelOf(NamedRule rule) => rule.Kind == "audience"
        ? _policy!.Document.Audiences.FirstOrDefault(a => a.Name == rule.Name)?.Label : _policy!.Document.Conditions.FirstOrDefault(c => c.Name == rule.Name)?.Label;

    private ItemWrite Renaming(NamedRule rule) => ItemWrites.Edit(rule.Kind, rule.Name, WithLabel([], LabelOf(rule)), WithLabel([], _label));

    private static JsonObject WithLabel(JsonObject item, IReadOnlyDictionary<string, string>? label)
    {
        if (label is { Count: > 0 })
        {
            item["label"] = new JsonObject(label.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)JsonValue.Create(l.Value))));
        }

        return item;
    }

    // What rules write is proposed from the first name, until somebody has written one.
    private void NameNew(IReadOnlyDictionary<string, string>? label)
    {
        _steps.Remember(Form, "label");
        _newLabel = label;
        if (!_isNamed)
        {
            _name = label?.Values.FirstOrDefault() ?? "";
        }
    }

    // What is in the change is what the page goes on from.
    private async Task RenamedAsync(string change)
    {
        (_renamed, _round) = (null, _round + 1);
        if (Change == change)
        {
            await ReadAsync();
        }
        else
        {
            Navigation.NavigateTo("/rules/audiences?change=" + Uri.EscapeDataString(change));
        }
    }

    private void Call(string? name)
    {
        _steps.Remember(Form, "name");
        (_name, _isNamed) = (name ?? "", true);
    }

    private void Write(string text)
    {
        _steps.Remember(Form);
        Show((_name, text, _newLabel));
    }

    // What the new audience is as it stands.
    private (string Name, string When, IReadOnlyDictionary<string, string>? Label) Form => (_name, _when, _newLabel);

    private void Show((string Name, string When, IReadOnlyDictionary<string, string>? Label) form)
    {
        (_name, _when, _newLabel) = form;
        Check();
    }

    private Completion Complete(string text, int caret, bool asked)
    {
        _completer ??= new ConditionCompleter(Desk.Vocabulary(_policy!, W.Language), Patterns.Vocabulary(W.Language), W);
        return _completer.At(text, caret, isPattern: false, asked);
    }

    private void Check() => _check = Desk.Check(_policy!, _when);

    // The rule page goes on from what stands in the change: lines, counts, customers to try.
    private void Saved(string change)
    {
        var name = _name.Trim();
        (_name, _when, _newLabel, _isNamed, _check, _round) = ("", "", null, false, RuleCheck.Empty, _round + 1);
        _steps.Clear();
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
