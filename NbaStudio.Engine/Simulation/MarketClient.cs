namespace NbaStudio.Engine.Simulation;

/// <summary>A customer in motion: what the run remembers about one.</summary>
internal sealed class MarketClient(MarketCustomer customer)
{
    private readonly Queue<DateTimeOffset> _cancelViews = new();

    public MarketCustomer Customer { get; } = customer;

    /// <summary>Where the use of data settles.</summary>
    public double TypicalUse { get; } = customer.DataUsedShare;

    public bool Churned { get; set; }
    public string Intent { get; set; } = "none";
    public DateTimeOffset LastPurchase { get; set; } = DateTimeOffset.MinValue;
    public DateTimeOffset LastComplaint { get; set; } = DateTimeOffset.MinValue;

    public void ViewedCancelPage(DateTimeOffset time) => _cancelViews.Enqueue(time);

    public MarketMoment Moment(string channel, DateTimeOffset time)
    {
        while (_cancelViews.TryPeek(out var oldest) && oldest <= time.AddMinutes(-30))
        {
            _cancelViews.Dequeue();
        }

        return new MarketMoment(
            channel, Intent, _cancelViews.Count, time - LastPurchase < TimeSpan.FromDays(1), time - LastComplaint < TimeSpan.FromDays(3), time);
    }
}
