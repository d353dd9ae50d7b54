using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Budgets;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Contacts;

/// <summary>Contact rules, quiet hours and budgets as sentences, with what each kept back; edited into changes.</summary>
public sealed partial class ContactsPage : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private CancellationTokenSource? _counting;
    private ContactWork? _work;
    private ContactSentences? _sentences;
    private ContactReach? _reach;
    private IReadOnlyList<BudgetStatus> _budgets = [];
    private (bool Begun, string? Change) _shown;
    private string? _saved;
    private bool _isDraft;
    private int _round;
    private Components.Access.EditGuard? _guard;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IContactDesk Desk { get; set; } = null!;

    [Inject]
    private IViewer Viewer { get; set; } = null!;

    [Inject]
    private IItemEditor Items { get; set; } = null!;

    [Inject]
    private Engine.NbaEngine Engine { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The change whose rules are shown; the published policy when absent.</summary>
    [SupplyParameterFromQuery(Name = "change")]
    public string? Change { get; set; }

    private int Looked => _reach is null ? 0 : _reach.Decisions + _reach.LeftOut;

    private string Progress => (_reach is { Sample: > 0 } ? 100.0 * Looked / _reach.Sample : 0).ToString("0.#", CultureInfo.InvariantCulture);

    private string Summary => _reach switch
    {
        null => W[_counting is null ? "contacts.notCounted" : "contacts.counting"],
        { Decisions: 0 } => W["contacts.noDecisions"],
        { Blocks.Count: 0 } => W["contacts.nothingKept", F.Number(_reach.Decisions)],
        _ => W["contacts.allKept", F.Number(_reach.Decisions), F.Number(_reach.Blocks.Values.Sum(b => b.Candidates)), F.Number(_reach.Blocks.Count)],
    };

    public void Dispose()
    {
        _closed.Cancel();
        _counting?.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        // Parameters are set more than once while the page comes up: what somebody has opened by then must not be read over.
        if (_shown == (true, Change))
        {
            return;
        }

        await LoadAsync();
        if (_reach is null)
        {
            await CountAsync();
        }
    }

    private async Task LoadAsync()
    {
        if (Engine.Policy is not { } live)
        {
            return;
        }

        var shown = Change;
        _shown = (true, shown);
        var draft = shown is null ? null : await Items.OpenAsync(shown);
        var policy = draft ?? live;
        // Checking a large policy takes a while: not on the page's thread.
        var issues = await Task.Run(() => Desk.Check(policy.Document));
        if (_shown.Change != shown)
        {
            return;
        }

        _isDraft = draft is not null;
        _work = new ContactWork(policy, issues);
        _budgets = Desk.ReadBudgets();
        _sentences = new ContactSentences(W, F, (kind, id) => Desk.FindName(policy, kind, id, W.Language));
    }

    private string NameOf(ContactItem item) => (item.Rule?.Label ?? item.Channel?.Label ?? item.Budget?.Label)?.GetValueOrDefault(W.Language)
        ?? (item.Rule?.Label ?? item.Channel?.Label ?? item.Budget?.Label)?.GetValueOrDefault(_work!.Policy.DefaultLanguage) ?? item.Id;

    private string SentenceOf(ContactItem item) => item.Rule is { } rule ? _sentences!.Of(rule) : item.Channel is { } channel ? _sentences!.Of(channel) : _sentences!.Of(item.Budget!);

    private ContactBlock? BlockOf(ContactItem item) => _reach is { Decisions: > 0 } reach && (item.Channel is null || item.Channel.QuietHours is not null || reach.Blocks.ContainsKey(item.Key))
        ? reach.Blocks.GetValueOrDefault(item.Key) : null;

    private BudgetStatus? StatusOf(ContactItem item) => _budgets.FirstOrDefault(b => b.Key == item.Key);

    private static bool IsOpen(ContactWork work, ContactItem item) => work.Task is ContactTask.Edit or ContactTask.Delete && work.Read?.Kind == item.Kind && work.Read.ReadId == item.ReadId;

    private Task Toggle(ContactItem item) => Start(() =>
    {
        if (IsOpen(_work!, item) && _work!.Task == ContactTask.Edit)
        {
            _work.Close();
        }
        else
        {
            _work!.Open(item, ContactTask.Edit);
        }
    });

    private Task Delete(ContactItem item) => Start(() => _work!.Open(item, ContactTask.Delete));

    private Task Copy(ContactItem item) => Start(() => _work!.Copy(item));

    private Task Begin(string form) => Start(() => _work!.Add(form));

    // What was typed goes only after a question.
    private Task Start(Action begin) => _guard!.AskAsync(() =>
    {
        begin();
        _round++;
        _saved = null;
        return _work!.Task == ContactTask.Add ? CheckAsync() : Task.CompletedTask;
    });

    private async Task<bool> RestoreAsync(string text)
    {
        if (_work is not { } work || ContactDraft.From(text) is not { } draft || !work.Restore(draft))
        {
            return false;
        }

        _round++;
        await CheckAsync();
        StateHasChanged();
        return true;
    }

    private void Close() => _work!.Close();

    // What was typed stands at once, so that the next field builds on it; the check of a large policy takes a while.
    private Task Edit(ContactItem edited)
    {
        _work!.Change(edited);
        return CheckAsync();
    }

    private Task Step(Action step)
    {
        step();
        return CheckAsync();
    }

    private async Task CheckAsync()
    {
        if (_work is { Edited: { } edited } work)
        {
            work.Take(edited, await Task.Run(() => Desk.Check(edited.In(work.Policy.Document))));
        }
    }

    // What is in the change is what the page goes on from; its address can be sent to somebody.
    private async Task Saved(string change)
    {
        _saved = change;
        Close();
        if (Change == change)
        {
            await LoadAsync();
        }
        else
        {
            Navigation.NavigateTo($"/contacts?change={Uri.EscapeDataString(change)}");
        }
    }

    private async Task CountAsync()
    {
        _counting?.Cancel();
        if (_closed.IsCancellationRequested)
        {
            return;
        }

        using var counting = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        (_counting, _reach, _budgets) = (counting, null, Desk.ReadBudgets());
        try
        {
            var told = 0L;
            await foreach (var reach in Desk.CountAsync(await Viewer.NowAsync(), counting.Token))
            {
                _reach = reach;
                if (Environment.TickCount64 - told > 250)
                {
                    told = Environment.TickCount64;
                    StateHasChanged();
                    await Task.Yield();
                }
            }
        }
        catch (OperationCanceledException) when (counting.IsCancellationRequested)
        {
            // What was counted so far stays.
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
