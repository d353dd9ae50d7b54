namespace NbaStudio.Engine.WhatIf;

/// <summary>Joins the tallies of parts in the order of the parts, whichever is done first: no more of them exist than are being filled, or wait for one before. Thread safe; kept for the next run.</summary>
internal sealed class PartsInOrder
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, WhatIfTally> _waiting = [];
    private readonly Stack<WhatIfTally> _free = new();
    private Action<int, int, int> _joined = (_, _, _) => { };
    private int _next;

    /// <summary>All that was returned so far and has none missing before it.</summary>
    public WhatIfTally Total { get; } = new();

    /// <summary>Empties it for a run that begins.</summary>
    /// <param name="joined">Told of each part when it is added: its number, what the data check takes of the parts before it, and of the part. One at a time.</param>
    public void Begin(Action<int, int, int> joined)
    {
        (_joined, _next) = (joined, 0);
        Total.Clear();
    }

    /// <summary>An empty one to fill.</summary>
    public WhatIfTally Rent()
    {
        lock (_gate)
        {
            return _free.TryPop(out var tally) ? tally : new WhatIfTally();
        }
    }

    /// <param name="part">Its number, from 0.</param>
    public void Return(int part, WhatIfTally tally)
    {
        lock (_gate)
        {
            _waiting.Add(part, tally);
            for (; _waiting.Remove(_next, out var next); _next++)
            {
                _joined(_next, Total.Checks, next.Checks);
                Total.Add(next);
                next.Clear();
                _free.Push(next);
            }
        }
    }
}
