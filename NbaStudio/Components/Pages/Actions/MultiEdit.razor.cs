using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Actions;

/// <summary>Edits many actions and treatments at once: what is not touched stays as it is on each of them.</summary>
public sealed partial class MultiEdit : IDisposable
{
    /// <summary>Choice of the purpose that takes the action's own away.</summary>
    private const string ChannelPurpose = "-";

    private const int MostErrors = 5;

    private readonly CancellationTokenSource _closing = new();
    private readonly Dictionary<string, string> _dates = new() { ["validFrom"] = "", ["validTo"] = "" };
    private readonly HashSet<string> _noDate = [];
    private ItemCheck _check = ItemCheck.Clean;
    private (ActionBook Book, string Items)? _looked;
    private string _state = "";
    private string _lever = "";
    private string _class = "";
    private string _purpose = "";
    private string _group = "";
    private bool _again;
    private bool _looking;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private IActionDesk Desk { get; set; } = null!;

    [Parameter, EditorRequired]
    public ActionBook Book { get; set; } = null!;

    /// <summary>Ids of the actions.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyCollection<string> Chosen { get; set; } = [];

    /// <summary>Ids of the treatments; they have a state and dates.</summary>
    [Parameter]
    public IReadOnlyCollection<string> Treatments { get; set; } = [];

    /// <summary>Nothing is to be chosen any more.</summary>
    [Parameter]
    public EventCallback OnNone { get; set; }

    /// <summary>They stand in the change, whose id is given.</summary>
    [Parameter]
    public EventCallback<string> OnSaved { get; set; }

    private int Count => Chosen.Count + Treatments.Count;

    private string Told => Treatments.Count == 0 ? W["actions.chosen", F.Number(Chosen.Count)]
        : Chosen.Count == 0 ? W["actions.chosenTreatments", F.Number(Treatments.Count)]
        : W["actions.chosenBoth", F.Number(Chosen.Count), F.Number(Treatments.Count)];

    private double? Lever => double.TryParse(_lever, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var lever) && lever is >= 0 and <= 10 ? lever : null;

    private bool IsLeverWrong => _lever.Trim().Length > 0 && Lever is null;

    private IReadOnlyList<ItemNote> Errors => [.. _check.Notes.Where(n => n.IsError)];

    private bool IsTouched => _state.Length > 0 || _noDate.Count > 0 || _dates.Values.Any(d => d.Length > 0)
        || (Chosen.Count > 0 && (Lever is not null || _class.Length > 0 || _purpose.Length > 0 || _group.Length > 0));

    private SaveState State => SaveStates.Of(IsTouched || IsLeverWrong, !IsLeverWrong && Errors.Count == 0, _looking);

    private IReadOnlyList<string> Purposes =>
        [.. Book.Document.Objectives.SelectMany(o => o.Groups).SelectMany(g => g.Actions).Select(a => a.Purpose).Concat(Book.Document.Channels.Select(c => c.PurposeDefault)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    public void Dispose() => _closing.Cancel();

    protected override Task OnParametersSetAsync()
    {
        // Others are chosen: what is wrong may be another.
        var shown = (Book, string.Join(' ', Chosen) + "|" + string.Join(' ', Treatments));
        if (_looked == shown)
        {
            return Task.CompletedTask;
        }

        _looked = shown;
        return LookAsync();
    }

    private Task SetAsync(ref string field, ChangeEventArgs change)
    {
        field = change.Value as string ?? "";
        return LookAsync();
    }

    private Task SetDateAsync(string field, ChangeEventArgs change)
    {
        _dates[field] = change.Value as string ?? "";
        return LookAsync();
    }

    private Task SetNoDateAsync(string field, bool isOn)
    {
        _dates[field] = "";
        _ = isOn ? _noDate.Add(field) : _noDate.Remove(field);
        return LookAsync();
    }

    // Thousands of items are compiled for a while: not on the page's thread, one look at a time, and what was edited meanwhile after it.
    private async Task LookAsync()
    {
        _again = true;
        if (_looking)
        {
            return;
        }

        _looking = true;
        try
        {
            while (_again && !_closing.IsCancellationRequested)
            {
                _again = false;
                var (change, edits) = (Book.Change, IsTouched && !IsLeverWrong ? Edits() : []);
                _check = edits.Count == 0 ? ItemCheck.Clean : await Task.Run(() => Desk.CheckAsync(change, edits, null, _closing.Token), _closing.Token);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // Nothing is chosen any more.
        }
        finally
        {
            _looking = false;
        }
    }

    private IReadOnlyList<ItemEdit> Edits() =>
    [
        .. Chosen.Select(id => Book.Find("action", id)).Concat(Treatments.Select(id => Book.Find("treatment", id))).OfType<PolicyItem>().Select(Edited)
            .Where(d => d.IsChanged).Select(d => d.ToEdit()),
    ];

    private ItemDraft Edited(PolicyItem item)
    {
        var draft = new ItemDraft(item.Kind, item.Json, item.Parent, isNew: false);
        if (_state.Length > 0)
        {
            draft.WriteState(_state);
        }

        foreach (var (field, text) in _dates)
        {
            if (_noDate.Contains(field) || LocalTimes.Read(text, Hub.Workspace.TimeZone) is not null)
            {
                draft.WriteTime(field, LocalTimes.Read(text, Hub.Workspace.TimeZone));
            }
        }

        if (item.Kind == "action")
        {
            EditAction(draft);
        }

        return draft;
    }

    private void EditAction(ItemDraft draft)
    {
        if (Lever is not null)
        {
            draft.WriteNumber("lever", _lever);
        }

        if (_class.Length > 0)
        {
            draft.Write("class", _class);
        }

        if (_purpose.Length > 0)
        {
            draft.Write("purpose", _purpose == ChannelPurpose ? null : _purpose[1..]);
        }

        if (_group.Length > 0)
        {
            draft.Write("parent", _group);
        }
    }

    private string Named(string id, IReadOnlyDictionary<string, string>? label) => label?.GetValueOrDefault(W.Language) ?? label?.GetValueOrDefault(Book.Document.DefaultLanguage) ?? id;
}
