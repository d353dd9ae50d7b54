namespace NbaStudio.Live.Editing;

/// <summary>The steps of an editor, back and forth: what it held before each edit. Every editor has one. Belongs to one page.</summary>
/// <typeparam name="T">What it holds; never changed once it is handed over.</typeparam>
public sealed class EditSteps<T>
{
    /// <summary>Most steps back.</summary>
    public const int Most = 200;

    private readonly List<T> _undo = [];
    private readonly List<T> _redo = [];
    private string? _of;

    public bool CanUndo => _undo.Count > 0;

    public bool CanRedo => _redo.Count > 0;

    /// <summary>What all the edits began with.</summary>
    /// <exception cref="InvalidOperationException">There was none.</exception>
    public T First => CanUndo ? _undo[0] : throw new InvalidOperationException("Nothing was edited.");

    /// <summary>An edit is made: what stood there before it. Several in a row of the same field are one step.</summary>
    /// <param name="of">The field; null = a step of its own.</param>
    public void Remember(T before, string? of = null)
    {
        _redo.Clear();
        if (of is null || of != _of || !CanUndo)
        {
            _undo.Add(before);
            if (_undo.Count > Most)
            {
                _undo.RemoveAt(0);
            }
        }

        _of = of;
    }

    /// <summary>The next edit of the same field is a step of its own.</summary>
    public void Part() => _of = null;

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        _undo.Clear();
        _redo.Clear();
        _of = null;
    }

    /// <summary>What stood there before the last edit; <paramref name="now"/> where there was none.</summary>
    public T Undo(T now) => Step(_undo, _redo, now);

    /// <summary>What stood there before the last step back; <paramref name="now"/> where there was none.</summary>
    public T Redo(T now) => Step(_redo, _undo, now);

    private T Step(List<T> from, List<T> to, T now)
    {
        _of = null;
        if (from.Count == 0)
        {
            return now;
        }

        var then = from[^1];
        from.RemoveAt(from.Count - 1);
        to.Add(now);
        return then;
    }
}
