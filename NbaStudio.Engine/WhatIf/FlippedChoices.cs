using System.Runtime.InteropServices;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Choices that change, before (side 0) and after (side 1), put together by treatment and by how likely and how sure they are: what the models may be off by is drawn once for each such bin and not for each choice.</summary>
/// <remarks>
/// Draws of a choice have its P as their mean (<see cref="DrawCentre"/>), so what the models say lies inside what their draws span. A bin spans 1/8 of log odds and 1/8 of the logarithm of their spread, and is drawn at its means, money at those weighted by money. Sums of P and of money are exact; only how far draws lie from them is approximated, by under 1 % of their spread
/// (the second derivative of the logistic function is below 0.1, the variance inside a bin 1/768).
/// </remarks>
internal sealed class FlippedChoices
{
    private const double BinsPerUnit = 8;

    private readonly Dictionary<Bin, BinSums> _bins = [];

    /// <summary>Each slot that gains (1) or loses (-1) a treatment.</summary>
    public List<(int Row, int Key, int Change)> Moves { get; } = [];

    /// <param name="side">0 = before, 1 = after.</param>
    /// <param name="row">Place of the decision in the sample.</param>
    public void Add(in Option option, int side, int row)
    {
        if (option.Key == 0)
        {
            return;
        }

        Moves.Add((row, option.Key, side == 0 ? -1 : 1));
        var logOdds = Math.Log(option.Propensity / (1 - option.Propensity));
        var bin = new Bin(option.Key, side, (int)Math.Floor(logOdds * BinsPerUnit), option.Spread > 0 ? (int)Math.Floor(Math.Log(option.Spread) * BinsPerUnit) : int.MinValue);
        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_bins, bin, out _);
        sums = sums.Plus(new BinSums(1, logOdds, option.Spread, option.Propensity, option.Worth, option.Primary, option.Primary * logOdds, option.Primary * option.Spread));
    }

    public void Add(FlippedChoices other)
    {
        foreach (var (bin, sums) in other._bins)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_bins, bin, out _);
            known = known.Plus(sums);
        }

        Moves.AddRange(other.Moves);
    }

    public void Clear()
    {
        _bins.Clear();
        Moves.Clear();
    }

    /// <summary>Draws every bin.</summary>
    /// <param name="sums">Where a treatment's draws are added to.</param>
    public void Draw(Func<int, IReadOnlyList<DrawnSums>> sums)
    {
        var (chances, money) = (new double[ParameterDraws.Count], new double[ParameterDraws.Count]);
        foreach (var treatment in _bins.OrderBy(b => b.Key.Treatment).ThenBy(b => b.Key.Side).ThenBy(b => b.Key.LogOdds).ThenBy(b => b.Key.Spread).GroupBy(b => b.Key.Treatment))
        {
            var deviations = ParameterDraws.Of(treatment.Key);
            var targets = sums(treatment.Key);
            foreach (var (bin, all) in treatment)
            {
                all.Draw(deviations, chances, money);
                foreach (var target in targets)
                {
                    target.Add(bin.Side, all.Propensity, all.Worth, chances, money);
                }
            }
        }
    }

    private readonly record struct Bin(int Treatment, int Side, int LogOdds, int Spread);

    private readonly record struct BinSums(int Count, double LogOdds, double Spread, double Propensity, double Worth, double Primary, double PrimaryLogOdds, double PrimarySpread)
    {
        public BinSums Plus(in BinSums other) => new(
            Count + other.Count, LogOdds + other.LogOdds, Spread + other.Spread, Propensity + other.Propensity, Worth + other.Worth, Primary + other.Primary, PrimaryLogOdds + other.PrimaryLogOdds,
            PrimarySpread + other.PrimarySpread);

        // Money of further heads stands as it is: what is drawn is the chance of the primary one.
        public void Draw(double[] deviations, double[] chances, double[] money)
        {
            Draw(Propensity, Count, LogOdds / Count, Spread / Count, deviations, chances);
            if (Primary > 0)
            {
                Draw(Worth, Primary, PrimaryLogOdds / Primary, PrimarySpread / Primary, deviations, money);
            }
            else
            {
                Array.Fill(money, Worth);
            }
        }

        private static void Draw(double sum, double weight, double logOdds, double spread, double[] deviations, double[] drawn)
        {
            var (mean, against) = (1 / (1 + Math.Exp(-logOdds)), Math.Exp(-DrawCentre.Of(logOdds, spread)));
            for (var d = 0; d < deviations.Length; d++)
            {
                drawn[d] = sum + (spread > 0 ? weight * ((1 / (1 + (against * Math.Exp(-spread * deviations[d])))) - mean) : 0);
            }
        }
    }
}

/// <summary>Acceptances and money of choices that change, by draw of the models' parameters.</summary>
internal sealed class DrawnSums
{
    private readonly double[][] _chances = [new double[ParameterDraws.Count], new double[ParameterDraws.Count]];
    private readonly double[][] _money = [new double[ParameterDraws.Count], new double[ParameterDraws.Count]];
    private readonly double[] _worth = new double[2];
    private readonly double[] _propensity = new double[2];

    /// <summary>Money of the choices that change, after less before, as the models say.</summary>
    public double Flipped => _worth[1] - _worth[0];

    public void Add(int side, double propensity, double worth, double[] chances, double[] money)
    {
        _worth[side] += worth;
        _propensity[side] += propensity;
        for (var d = 0; d < chances.Length; d++)
        {
            _chances[side][d] += chances[d];
            _money[side][d] += money[d];
        }
    }

    /// <summary>Money, after less before, in a draw.</summary>
    public double MoneyOf(int draw) => _money[1][draw] - _money[0][draw];

    /// <summary>Acceptances of a side in a draw, less what the models say of them.</summary>
    public double AcceptancesOf(int side, int draw) => _chances[side][draw] - _propensity[side];
}
