using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Levers;

/// <summary>Levers under work: what is set, what is shown, and what of it is to be written. Belongs to one page.</summary>
public sealed class LeverWork(LeverBoard board)
{
    private const string WeightKind = "contextWeight";

    // By the id that edits name it by: the key of a weight that only a change has moves on when another one goes.
    private readonly Dictionary<(string Kind, string Id), double> _set = [];
    private readonly EditSteps<IReadOnlyDictionary<(string Kind, string Id), double>> _steps = new();
    private readonly HashSet<int> _closed = [];
    private string _search = "";
    private bool _changedOnly;
    private List<int>? _visible;

    public LeverBoard Board { get; private set; } = board;

    /// <summary>Counts up with every change of a lever.</summary>
    public int Version { get; private set; }

    public bool IsChanged => _set.Count > 0;

    public bool CanUndo => _steps.CanUndo;

    public bool CanRedo => _steps.CanRedo;

    /// <summary>What is set otherwise than it was read, by the keys of the policy that was read.</summary>
    public IReadOnlyList<LeverSetting> Settings =>
        [.. _set.Select(s => new LeverSetting(s.Key.Kind, s.Key.Kind == WeightKind ? Board.Weights.First(w => w.Handle == s.Key.Id).Id : s.Key.Id, s.Value))];

    /// <summary>Words that a shown label, id or one above it has to contain.</summary>
    public string Search
    {
        get => _search;
        set => (_search, _visible) = (value, null);
    }

    /// <summary>Only what is set otherwise than it was, and what it stands under.</summary>
    public bool ChangedOnly
    {
        get => _changedOnly;
        set => (_changedOnly, _visible) = (value, null);
    }

    /// <summary>Places in the board's list that are shown.</summary>
    public IReadOnlyList<int> Visible => _visible ??= Find();

    public bool IsOpen(int row) => !_closed.Contains(row);

    public void Toggle(int row)
    {
        if (!_closed.Remove(row))
        {
            _closed.Add(row);
        }

        _visible = null;
    }

    public double Of(LeverRow row) => Of(row.Kind, row.Id, row.Lever);

    public double Of(ContextWeightRow row) => Of(WeightKind, row.Handle, row.Weight);

    /// <param name="id">The id by which edits name it.</param>
    public bool IsSet(string kind, string id) => _set.ContainsKey((kind, id));

    /// <summary>Product of the levers down to a row: for an action, its L.</summary>
    public double Product(LeverRow row)
    {
        var product = Of(row);
        for (var at = row.Parent; at >= 0; at = Board.Rows[at].Parent)
        {
            product *= Of(Board.Rows[at]);
        }

        return product;
    }

    /// <summary>The same as it was read.</summary>
    public double ProductBefore(LeverRow row)
    {
        var product = row.Lever;
        for (var at = row.Parent; at >= 0; at = Board.Rows[at].Parent)
        {
            product *= Board.Rows[at].Lever;
        }

        return product;
    }

    public void Set(LeverRow row, double value) => Set(row.Kind, row.Id, row.Lever, value);

    public void Set(ContextWeightRow row, double value) => Set(WeightKind, row.Handle, row.Weight, value);

    public void Undo() => Replace(_steps.Undo(Now));

    public void Redo() => Replace(_steps.Redo(Now));

    /// <summary>Everything as it was read.</summary>
    public void Reset()
    {
        if (_set.Count > 0)
        {
            _steps.Remember(Now);
            Replace(new Dictionary<(string, string), double>());
        }
    }

    /// <summary>Takes what others wrote: there it stands as they have it.</summary>
    public void Take(IReadOnlyList<FieldClash> clashes)
    {
        foreach (var clash in clashes)
        {
            var theirs = LeverScale.Read(clash.Theirs ?? "1") ?? 1;
            _set.Remove((clash.Kind, clash.Id));
            Board = new LeverBoard(
                [.. Board.Rows.Select(r => r.Kind == clash.Kind && r.Id == clash.Id ? r with { Lever = theirs } : r)],
                [.. Board.Weights.Select(w => clash.Kind == WeightKind && w.Handle == clash.Id ? w with { Weight = theirs } : w)]);
        }

        // An undo would bring back what was just given up.
        _steps.Clear();
        Moved();
    }

    /// <summary>Goes on with what was set before. What others published meanwhile in the same places shows as a clash when it is saved.</summary>
    /// <returns>False where none of it is there any more.</returns>
    public bool Restore(LeverDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var kept = draft.Levers.ToDictionary(l => (l.Kind, l.Id));
        Board = new LeverBoard(
            [.. Board.Rows.Select(r => kept.TryGetValue((r.Kind, r.Id), out var lever) ? r with { Lever = lever.Read } : r)],
            [.. Board.Weights.Select(w => kept.TryGetValue((WeightKind, w.Handle), out var lever) ? w with { Weight = lever.Read } : w)]);
        _steps.Remember(Now);
        foreach (var lever in Board.Rows.Select(r => kept.GetValueOrDefault((r.Kind, r.Id))).Concat(Board.Weights.Select(w => kept.GetValueOrDefault((WeightKind, w.Handle)))).OfType<KeptLever>())
        {
            _set[(lever.Kind, lever.Id)] = lever.Value;
        }

        Moved();
        return IsChanged;
    }

    /// <summary>What is set and stands in no change yet, for the tab to keep; null = nothing is.</summary>
    public LeverDraft? ToDraft() => !IsChanged ? null : new LeverDraft(
        [.. Board.Rows.Where(r => IsSet(r.Kind, r.Id)).Select(r => new KeptLever(r.Kind, r.Id, r.Lever, Of(r))),
         .. Board.Weights.Where(w => IsSet(WeightKind, w.Handle)).Select(w => new KeptLever(WeightKind, w.Handle, w.Weight, Of(w)))]);

    /// <summary>What is to stand in a change.</summary>
    public IReadOnlyList<ItemWrite> Writes() =>
        [.. Board.Rows.Where(r => IsSet(r.Kind, r.Id)).Select(r => Write(r.Kind, r.Id, "lever", r.Lever, Of(r))),
         .. Board.Weights.Where(w => IsSet(WeightKind, w.Handle)).Select(w => Write(WeightKind, w.Handle, "weight", w.Weight, Of(w)))];

    private static ItemWrite Write(string kind, string id, string field, double was, double now) =>
        new(kind, id, ItemWriteKind.Edit, [new FieldWrite(field, LeverScale.Json(was), LeverScale.Json(now))]);

    private double Of(string kind, string id, double read) => _set.TryGetValue((kind, id), out var value) ? value : read;

    private void Set(string kind, string id, double read, double value)
    {
        if (Of(kind, id, read) == value)
        {
            return;
        }

        // Drawing one slider along is one step to undo.
        _steps.Remember(Now, $"{kind}/{id}");

        if (value == read)
        {
            _set.Remove((kind, id));
        }
        else
        {
            _set[(kind, id)] = value;
        }

        Moved();
    }

    private Dictionary<(string Kind, string Id), double> Now => new(_set);

    private void Replace(IReadOnlyDictionary<(string Kind, string Id), double> with)
    {
        _set.Clear();
        foreach (var (key, value) in with)
        {
            _set[key] = value;
        }

        Moved();
    }

    private void Moved()
    {
        Version++;
        if (_changedOnly)
        {
            _visible = null;
        }
    }

    private List<int> Find()
    {
        var wanted = _search.Trim();
        var shown = new bool[Board.Rows.Count];
        var inside = new bool[Board.Rows.Count];
        for (var i = 0; i < shown.Length; i++)
        {
            var row = Board.Rows[i];
            inside[i] = (row.Parent >= 0 && inside[row.Parent])
                || wanted.Length == 0 || row.Label.Contains(wanted, StringComparison.OrdinalIgnoreCase) || row.Id.Contains(wanted, StringComparison.OrdinalIgnoreCase);
            shown[i] = inside[i] && (!_changedOnly || IsSet(row.Kind, row.Id));
        }

        // What is shown stands under what it belongs to.
        for (var i = shown.Length - 1; i >= 0; i--)
        {
            if (shown[i] && Board.Rows[i].Parent is var parent and >= 0)
            {
                shown[parent] = true;
            }
        }

        // A search looks into what is folded away.
        var folded = wanted.Length == 0 && !_changedOnly;
        return [.. Enumerable.Range(0, shown.Length).Where(i => shown[i] && !(folded && IsFolded(i)))];
    }

    private bool IsFolded(int row)
    {
        for (var at = Board.Rows[row].Parent; at >= 0; at = Board.Rows[at].Parent)
        {
            if (_closed.Contains(at))
            {
                return true;
            }
        }

        return false;
    }
}
