using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Conditions.Syntax;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Rules;

/// <summary>One rule: lines and text on one tree, counts beside each line, a customer to try it on.</summary>
public sealed partial class RuleView : IDisposable
{
    /// <summary>A larger base is counted when asked to, not at every edit.</summary>
    private const long MostCountedUnasked = 50_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private static readonly string[] Functions =
    [
        "count(event \"page_view\" in 30d)", "sum(event \"purchase\".amount in 30d)", "seen(event \"purchase\" in 7d)", "days_since(event \"purchase\" in 400d)",
        "days_since(customer.contract_end)", "outcome_count(all, \"sent\" in 7d)", "min(a, b)", "max(a, b)", "round(x)", "starts_with(customer.plan, \"S\")",
    ];

    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationToken _closing;
    private CancellationTokenSource? _counting;
    private string _view = "visual";
    private string _customer = "";
    private string? _message;
    private RuleWork? _shown;
    private (RuleVocabulary Of, ConditionCompleter Completer)? _offers;

    public RuleView() => _closing = _closed.Token;

    [Inject]
    private IRuleDesk Desk { get; set; } = null!;

    [Inject]
    private IPatternDesk Patterns { get; set; } = null!;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    [Inject]
    private ILogger<RuleView> Log { get; set; } = null!;

    [Parameter, EditorRequired]
    public RuleWork Work { get; set; } = null!;

    [Parameter, EditorRequired]
    public RuleVocabulary Vocabulary { get; set; } = null!;

    /// <summary>Fields that the place can have.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<RuleField> Fields { get; set; } = [];

    /// <summary>Rules of the same sort above this place, which must hold too.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(RulePlace Place, string Text)> Inherited { get; set; } = [];

    /// <summary>The change that is looked at; null = what is published.</summary>
    [Parameter]
    public string? Change { get; set; }

    /// <summary>The published rule of the place; null = none.</summary>
    [Parameter]
    public string? Live { get; set; }

    /// <summary>The rule was edited.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    /// <summary>What can be done with the rule as it stands.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private IReadOnlyList<(string, string)> Views => [("visual", W["rules.view.visual"]), ("text", W["rules.view.text"]), ("both", W["rules.view.both"])];

    // Made when it is first needed: most who look at a rule never type.
    private Completion Complete(string text, int caret, bool asked)
    {
        if (_offers is not { } offers || offers.Of != Vocabulary)
        {
            _offers = offers = (Vocabulary, new ConditionCompleter(Vocabulary, Patterns.Vocabulary(W.Language), W));
        }

        return offers.Completer.At(text, caret, isPattern: false, asked);
    }

    private int Rows => Math.Clamp(Work.Editor.Text.Split('\n').Length + (Work.Editor.Text.Length / 90), _view == "visual" ? 2 : 4, 14);

    protected override Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_shown, Work))
        {
            return Task.CompletedTask;
        }

        _shown = Work;
        return AskAsync();
    }

    public void Dispose()
    {
        _closed.Cancel();
        _counting?.Cancel();
        _closed.Dispose();
    }

    private string PathOf(RuleField field) => RulesPage.PathOf(Work.Place, field, Change);

    private static string Kilobytes(int bytes) => (bytes / 1024.0).ToString("0.0", CultureInfo.InvariantCulture);

    private Task EditedAsync()
    {
        Work.Editor.Edited();
        return ChangedAsync();
    }

    private Task WriteAsync(string text)
    {
        Work.Editor.Write(text);
        return ChangedAsync();
    }

    private Task InsertAsync(string words)
    {
        var text = Work.Editor.Text.TrimEnd();
        Work.Editor.Write(text.Length == 0 ? words : $"{text} and {words}");
        return ChangedAsync();
    }

    private Task UndoAsync()
    {
        Work.Editor.Undo();
        return ChangedAsync();
    }

    private Task RedoAsync()
    {
        Work.Editor.Redo();
        return ChangedAsync();
    }

    private async Task ChangedAsync()
    {
        Work.Refresh();
        await OnChange.InvokeAsync();
        await AskAsync();
    }

    private async Task AskAsync()
    {
        _counting?.Cancel();
        _message = null;
        if (!Work.CanAsk)
        {
            return;
        }

        if (_customer.Length > 0)
        {
            await TryAsync(_customer);
        }

        if (_closing.IsCancellationRequested)
        {
            return;
        }

        if (Work.Reach is null or { Customers: <= MostCountedUnasked } && !Work.IsCounted)
        {
            await CountAsync();
        }
    }

    private async Task TryAsync(string customer)
    {
        _customer = customer;
        var (work, text) = (Work, Work.Editor.Text);
        if (customer.Length == 0 || !work.CanAsk)
        {
            work.Take(trial: null, text);
            return;
        }

        try
        {
            var trial = await Desk.TryAsync(work.Policy, work.Questions, customer, W.Language, Viewer.Caller, _closing);
            if (work.Editor.Text == text && _customer == customer)
            {
                work.Take(trial, text);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception exception) when (exception is ArgumentException or Engine.Serving.InvalidInputException)
        {
            Log.LogWarning(exception, "A rule could not be tried");
            work.Take(trial: null, text);
        }
    }

    private void Cancel() => _counting?.Cancel();

    private async Task CountAsync()
    {
        _counting?.Cancel();
        using var counting = CancellationTokenSource.CreateLinkedTokenSource(_closing);
        _counting = counting;
        var (work, text) = (Work, Work.Editor.Text);
        try
        {
            // Somebody who types on is not waited for with a count of every letter.
            await Task.Delay(Pause, counting.Token);
            var told = 0L;
            await foreach (var reach in Desk.CountAsync(work.Policy, work.Questions, Live, counting.Token))
            {
                work.Take(reach, text);
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
            _message = _closing.IsCancellationRequested ? null : W["rules.cancelled"];
        }
        catch (ArgumentException exception)
        {
            // The rest of the policy has a mistake, or a count of the same events is asked twice as often as allowed.
            Log.LogWarning(exception, "A rule could not be counted");
            _message = W["rules.notCountable", exception.Message];
        }
        finally
        {
            if (_counting == counting)
            {
                _counting = null;
            }
        }
    }
}
