using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Measurement.Control;

namespace NbaStudio.Tests.Measurement.Control;

/// <summary>Customers who buy and leave by chance in a ledger, with a known effect of being treated.</summary>
internal sealed class ControlMarket(int seed, double effect = 0)
{
    public const long Start = 1_790_000_000_000;
    public const long Day = 86_400_000;

    public static HoldOutDraw Everything { get; } = new(1, null, 0.2, "all");

    private readonly Chance _chance = new(seed);
    private readonly List<(long Key, double Rate)> _customers = [];

    public ControlLedger Ledger { get; } = new();

    private bool _begun;

    public long Now { get; private set; } = Start;

    /// <summary>Customers with tastes of their own, who buy for some days before any hold-out begins.</summary>
    public ControlMarket With(int customers, int daysBefore, params HoldOutDraw[] holdOuts)
    {
        // Keys of another part of the number line for another seed: the draw of arms is by hash of the key.
        for (var i = 0; i < customers; i++)
        {
            var key = ((long)seed * 1_000_000) + i + 1;
            _customers.Add((key, 0.05 * _chance.Gamma(0.7)));
            Ledger.Know(key);
        }

        Run(daysBefore);
        Ledger.SetHoldOuts(Now, holdOuts);
        _begun = true;
        return this;
    }

    /// <summary>Days pass.</summary>
    public void Run(int days, double leave = 0)
    {
        for (var day = 0; day < days; day++)
        {
            Now += Day;
            Ledger.Pass(Now);
            foreach (var (key, rate) in _customers)
            {
                var treated = _begun && !Everything.Holds(key);
                if (_chance.Uniform() < 1 - Math.Exp(-rate * (treated ? 1 + effect : 1)))
                {
                    Ledger.Pay(key, Now, Math.Round(1_000 * Math.Exp(0.8 * _chance.Normal())));
                }

                if (leave > 0 && _chance.Uniform() < (treated ? leave * (1 - (2 * effect)) : leave))
                {
                    Ledger.Leave(key, Now);
                }
            }
        }
    }

    public ControlResult Money() => Of(ControlOutcome.Money);

    public ControlResult Of(ControlOutcome outcome, int line = 0) => ControlJudge.Judge(Ledger.Read(), Now)[(3 * line) + (int)outcome];
}
