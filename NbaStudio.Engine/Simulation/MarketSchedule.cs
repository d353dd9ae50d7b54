namespace NbaStudio.Engine.Simulation;

/// <summary>What is due when, in order of time and then of planning. Not thread safe.</summary>
internal sealed class MarketSchedule
{
    private readonly PriorityQueue<MarketStep, (DateTimeOffset Time, long Order)> _steps = new();
    private TimeSpan _shift;
    private long _order;

    public int Count => _steps.Count;

    /// <summary>Time of the next step; the end of time when there is none.</summary>
    public DateTimeOffset NextDue => _steps.TryPeek(out _, out var due) ? due.Time + _shift : DateTimeOffset.MaxValue;

    public void Add(DateTimeOffset time, MarketStep step) => _steps.Enqueue(step, (time - _shift, _order++));

    public bool TryTake(DateTimeOffset until, out MarketStep step, out DateTimeOffset time)
    {
        time = NextDue;
        if (time > until || !_steps.TryDequeue(out var next, out _))
        {
            step = null!;
            return false;
        }

        step = next;
        return true;
    }

    /// <summary>Moves everything that is planned into the future.</summary>
    public void Postpone(TimeSpan by) => _shift += by;
}

/// <summary>One thing to do.</summary>
internal abstract record MarketStep(MarketClient Client);

internal sealed record VisitStep(MarketClient Client) : MarketStep(Client);

internal sealed record PageStep(MarketClient Client, MarketVisit Visit, int Page) : MarketStep(Client);

internal sealed record DayStep(MarketClient Client) : MarketStep(Client);

internal sealed record IncidentStep(MarketClient Client, string Kind) : MarketStep(Client);

internal sealed record AnswerStep(MarketClient Client, MarketDelivery Delivery, bool Accepts) : MarketStep(Client);
