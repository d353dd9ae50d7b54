using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Engine.Measurement.Control;

/// <summary>
/// Counts what customers did, by arm of every hold-out, from a journal read in order: who is known, what they paid and whether they left, whether or not anything was offered to them. Not thread safe.
/// </summary>
/// <remarks>
/// About 60 bytes a customer and 12 for every time at which hold-outs began. A hold-out whose share, salt or company changes begins anew: its arms are others. Customers who become known later join their arm then.
/// </remarks>
public sealed class ControlLedger
{
    private readonly Dictionary<long, int> _places = [];
    private readonly Stack<int> _free = [];
    private readonly List<double> _money = [];
    private readonly List<long> _leftAt = [];
    private readonly List<ControlPeriod> _periods = [];
    private readonly List<(HoldOutDraw HoldOut, ControlPeriod Period, ControlRun Run)> _runs = [];

    /// <summary>Customers known.</summary>
    public int Customers => _places.Count;

    /// <summary>The hold-outs in force from now on.</summary>
    /// <param name="time">Milliseconds since 1970 UTC.</param>
    public void SetHoldOuts(long time, IReadOnlyList<HoldOutDraw> holdOuts)
    {
        ArgumentNullException.ThrowIfNull(holdOuts);
        foreach (var gone in _runs.Where(r => !holdOuts.Any(h => r.Run.IsSame(h, holdOuts))).ToList())
        {
            gone.Period.Runs.Remove(gone.Run);
            _runs.Remove(gone);
        }

        _periods.RemoveAll(p => p.Runs.Count == 0);
        foreach (var holdOut in holdOuts.Where(h => !_runs.Exists(r => r.HoldOut == h)))
        {
            Begin(holdOut, holdOuts, time);
        }

        // In the order of the policy.
        _runs.Sort((a, b) => Place(holdOuts, a.HoldOut).CompareTo(Place(holdOuts, b.HoldOut)));
    }

    /// <summary>A customer exists.</summary>
    public void Know(long customer) => PlaceOf(customer);

    /// <summary>A customer paid.</summary>
    /// <param name="time">When, milliseconds since 1970 UTC: before a hold-out began it tells how alike its arms were.</param>
    /// <param name="amount">Money; what is given back is below 0.</param>
    public void Pay(long customer, long time, double amount)
    {
        if (!double.IsFinite(amount))
        {
            return;
        }

        var place = PlaceOf(customer);
        var before = Sums(place);
        _money[place] += amount;
        foreach (var period in _periods)
        {
            if (time >= period.Since)
            {
                period.Add(place, amount, amount > 0 ? 1 : 0);
            }
        }

        Tell(customer, place, before);
    }

    /// <summary>A customer left.</summary>
    public void Leave(long customer, long time)
    {
        var place = PlaceOf(customer);
        var before = Sums(place);
        _leftAt[place] = Math.Max(_leftAt[place], time);
        Tell(customer, place, before);
    }

    /// <summary>A customer said yes to an offer.</summary>
    /// <param name="time">When, milliseconds since 1970 UTC.</param>
    public void Accept(long customer, long time)
    {
        var place = PlaceOf(customer);
        var before = Sums(place);
        _periods.Where(p => time >= p.Since).ToList().ForEach(p => p.Accept(place));
        Tell(customer, place, before);
    }

    /// <summary>A customer was erased: nothing of them is counted any more.</summary>
    public void Erase(long customer)
    {
        if (_places.Remove(customer, out var place))
        {
            foreach (var period in _periods)
            {
                var sums = period.Read(place, _money[place], _leftAt[place]);
                period.Runs.ForEach(r => r.Erase(customer, sums));
            }

            _free.Push(place);
        }
    }

    /// <summary>A customer became part of another one. Where the two were in different arms, the one that stays is left out.</summary>
    public void Merge(long from, long into)
    {
        if (!_places.TryGetValue(from, out var place))
        {
            return;
        }

        var stays = PlaceOf(into);
        foreach (var period in _periods)
        {
            var (went, kept) = (period.Read(place, _money[place], _leftAt[place]), period.Read(stays, _money[stays], _leftAt[stays]));
            foreach (var run in period.Runs)
            {
                var differs = run.IsControl(from) != run.IsControl(into);
                run.Add(from, went, -1);
                if (differs)
                {
                    run.Leave(into, kept);
                }
            }
        }

        var before = Sums(stays);
        foreach (var period in _periods)
        {
            var went = period.Read(place, 0, long.MinValue);
            period.Add(stays, went.X, went.Purchases);
            if (went.Accepted)
            {
                period.Accept(stays);
            }
        }

        _money[stays] += _money[place];
        _leftAt[stays] = Math.Max(_leftAt[stays], _leftAt[place]);
        _places.Remove(from);
        _free.Push(place);
        Tell(into, stays, before);
    }

    /// <summary>Time passed: how arms stood is noted before what comes next.</summary>
    public void Pass(long time) => _runs.ForEach(r => r.Run.Pass(time));

    /// <summary>How every hold-out stands, in the order of the policy.</summary>
    public IReadOnlyList<ControlLine> Read() => [.. _runs.Select(r => r.Run.Read())];

    private static int Place(IReadOnlyList<HoldOutDraw> holdOuts, HoldOutDraw one) => Enumerable.Range(0, holdOuts.Count).First(i => holdOuts[i] == one);

    private void Begin(HoldOutDraw holdOut, IReadOnlyList<HoldOutDraw> all, long time)
    {
        var period = _periods.Find(p => p.Since == time);
        if (period is null)
        {
            _periods.Add(period = new ControlPeriod(time));
            for (var place = 0; place < _money.Count; place++)
            {
                period.Clear(place);
            }
        }

        var run = new ControlRun(holdOut, all, time);
        period.Runs.Add(run);
        _runs.Add((holdOut, period, run));
        foreach (var (customer, place) in _places)
        {
            run.Add(customer, period.Read(place, _money[place], _leftAt[place]), 1);
        }
    }

    private int PlaceOf(long customer)
    {
        if (_places.TryGetValue(customer, out var place))
        {
            return place;
        }

        if (!_free.TryPop(out place))
        {
            place = _money.Count;
            _money.Add(0);
            _leftAt.Add(0);
        }

        (_places[customer], _money[place], _leftAt[place]) = (place, 0, long.MinValue);
        foreach (var period in _periods)
        {
            period.Clear(place);
            var none = period.Read(place, 0, long.MinValue);
            period.Runs.ForEach(r => r.Add(customer, none, 1));
        }

        return place;
    }

    private CustomerSums[] Sums(int place) => [.. _periods.Select(p => p.Read(place, _money[place], _leftAt[place]))];

    private void Tell(long customer, int place, CustomerSums[] before)
    {
        for (var i = 0; i < _periods.Count; i++)
        {
            var after = _periods[i].Read(place, _money[place], _leftAt[place]);
            foreach (var run in _periods[i].Runs)
            {
                run.Take(customer, before[i], after);
            }
        }
    }
}
