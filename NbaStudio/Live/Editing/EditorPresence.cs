namespace NbaStudio.Live.Editing;

/// <summary>Who has which item open in an editor now, over all circuits of this hub. Kept in memory: an editor that goes takes its entry with it. Thread safe.</summary>
public sealed class EditorPresence
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Kind, string Id), List<Seat>> _seats = [];

    /// <summary>Raised on any thread after somebody opened or left an item.</summary>
    public event Action<(string Kind, string Id)>? Changed;

    /// <summary>Takes a seat at an item until it is disposed.</summary>
    /// <param name="who">Name of the account.</param>
    public IDisposable Open(string kind, string id, string who)
    {
        var seat = new Seat(this, (kind, id), who);
        lock (_gate)
        {
            if (!_seats.TryGetValue((kind, id), out var seats))
            {
                _seats[(kind, id)] = seats = [];
            }

            seats.Add(seat);
        }

        Changed?.Invoke((kind, id));
        return seat;
    }

    /// <summary>Names at an item, other than this one, each once.</summary>
    public IReadOnlyList<string> Others(string kind, string id, string who)
    {
        lock (_gate)
        {
            return _seats.TryGetValue((kind, id), out var seats) ? [.. seats.Select(s => s.Who).Where(w => w != who).Distinct().Order(StringComparer.Ordinal)] : [];
        }
    }

    private void Leave(Seat seat)
    {
        lock (_gate)
        {
            if (!_seats.TryGetValue(seat.Item, out var seats) || !seats.Remove(seat))
            {
                return;
            }

            if (seats.Count == 0)
            {
                _seats.Remove(seat.Item);
            }
        }

        Changed?.Invoke(seat.Item);
    }

    private sealed class Seat(EditorPresence owner, (string Kind, string Id) item, string who) : IDisposable
    {
        public (string Kind, string Id) Item { get; } = item;

        public string Who { get; } = who;

        public void Dispose() => owner.Leave(this);
    }
}
