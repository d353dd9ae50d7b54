namespace NbaStudio.Engine.Measurement.Control;

/// <summary>What every customer did since one time: hold-outs that began together share it. Not thread safe.</summary>
internal sealed class ControlPeriod(long since)
{
    private readonly List<double> _money = [];
    private readonly List<int> _purchases = [];
    private readonly List<bool> _accepted = [];

    public long Since { get; } = since;

    public List<ControlRun> Runs { get; } = [];

    /// <summary>Makes room for a customer at a place.</summary>
    public void Clear(int place)
    {
        while (_money.Count <= place)
        {
            _money.Add(0);
            _purchases.Add(0);
            _accepted.Add(false);
        }

        (_money[place], _purchases[place], _accepted[place]) = (0, 0, false);
    }

    /// <param name="money">Money of the customer at the place, of all times.</param>
    /// <param name="leftAt">When the customer left, milliseconds since 1970 UTC; <see cref="long.MinValue"/> = never.</param>
    public CustomerSums Read(int place, double money, long leftAt) => new(_money[place], money - _money[place], _purchases[place], leftAt >= Since, _accepted[place]);

    public void Add(int place, double money, int purchases)
    {
        _money[place] += money;
        _purchases[place] += purchases;
    }

    public void Accept(int place) => _accepted[place] = true;
}
