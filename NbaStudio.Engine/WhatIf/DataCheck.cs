using System.Buffers;
using NbaStudio.Engine.Measurement.OffPolicy;

namespace NbaStudio.Engine.WhatIf;

/// <summary>Whether recorded answers confirm what the models say of a scenario: the doubly robust difference in money per decision, in slot 1, or why there is none.</summary>
/// <param name="Rows">Decisions that take part: hold-outs, random checks, unknown probabilities and open response windows are left out.</param>
/// <param name="ChangedShare">Mean probability that slot 1 is another one, in [0, 1].</param>
/// <param name="Effective">Effective sample size on what changes, of the weaker side.</param>
/// <param name="Positives">Successes on what changes, counted by their weights as an effective number, of the weaker side that says something.</param>
/// <param name="Matched">Share of the change that was logged or is silence, of what would come, or of what is given up where only that does not fit; 1 in expectation.</param>
/// <param name="MatchedError">Its standard error.</param>
/// <param name="Unsupported">Share of the change that could not have been logged at all, in [0, 1]; of the side with more of it: what is given up must have been seen as well as what would come.</param>
/// <param name="Difference">Scenario less today in money per decision, of the recorded situations (<see cref="RecordedSituations"/>); null where the data cannot tell.</param>
/// <param name="Verdict">Why not.</param>
/// <param name="MoreDecisions">About how many more decisions of the same kind, with known answers, it would take; 0 = none, null = no number of them would do.</param>
public sealed record DataCheck(
    int Rows, double ChangedShare, double Effective, double Positives, double Matched, double MatchedError, double Unsupported, OffPolicyEstimate? Difference, DataCheckVerdict Verdict,
    long? MoreDecisions)
{
    /// <summary>Successes needed at least on what changes.</summary>
    public const double FewestPositives = 20;

    /// <summary>How many more customers it takes at least; 0 = there are enough. Decisions of the same customers would not do.</summary>
    public int MoreCustomers { get; init; }

    /// <summary>Largest share of the change that may lie where nothing could have been logged.</summary>
    public const double MostUnsupported = 0.05;

    /// <param name="clusters">Customer of each row; rows of one customer stand together.</param>
    /// <param name="share">Part of the customers of the time that was asked whose rows these are, in (0, 1].</param>
    internal static DataCheck Of(ReadOnlySpan<DataCheckRow> rows, ReadOnlySpan<int> clusters, double share)
    {
        var n = rows.Length;
        var mass = 0.0;
        var (gain, loss) = (new Side(), new Side());
        foreach (ref readonly var row in rows)
        {
            mass += row.Mass;
            gain.Add(row.Gain);
            loss.Add(row.Loss);
        }

        if (n == 0)
        {
            return new DataCheck(0, 0, 0, 0, 1, 0, 0, null, DataCheckVerdict.TooEarly, null);
        }

        if (mass < 1e-9)
        {
            return new DataCheck(n, 0, 0, 0, 1, 0, 0, null, DataCheckVerdict.NothingChanges, 0);
        }

        var (effective, positives) = (Math.Min(gain.Effective, loss.Effective), Math.Min(gain.Positives(mass), loss.Positives(mass)));
        var unsupported = Math.Max(gain.Unsupported, loss.Unsupported);
        var customers = CustomersOf(clusters);
        var (gained, lost) = (Match(rows, clusters, customers, mass, r => r.Gain.Weight), Match(rows, clusters, customers, mass, r => r.Loss.Weight));
        var (matched, error, errors) = gained.Errors <= OffPolicyGate.MostErrors && lost.Errors > OffPolicyGate.MostErrors ? lost : gained;
        var verdict = customers < OffPolicyGate.FewestClusters ? DataCheckVerdict.FewCustomers
            : unsupported > MostUnsupported * mass ? DataCheckVerdict.NeverLogged
            : effective < OffPolicyGate.FewestEffective ? DataCheckVerdict.FewMatches
            : positives < FewestPositives ? DataCheckVerdict.FewSuccesses
            : errors > OffPolicyGate.MostErrors ? DataCheckVerdict.Mismatch
            : DataCheckVerdict.Confirmed;
        var needed = n * Math.Max(gain.TimesNeeded(mass), loss.TimesNeeded(mass));
        return new DataCheck(
            n, mass / n, effective, double.IsPositiveInfinity(positives) ? 0 : positives, matched, error, unsupported / mass,
            verdict == DataCheckVerdict.Confirmed ? RecordedSituations.Estimate(rows, clusters, share) : null, verdict,
            verdict switch
            {
                DataCheckVerdict.Confirmed => 0,
                DataCheckVerdict.NeverLogged or DataCheckVerdict.Mismatch or DataCheckVerdict.FewCustomers => null,
                _ when double.IsInfinity(needed) => null,
                _ => Rounded(Math.Max(needed - n, n * 0.1)),
            })
        {
            MoreCustomers = Math.Max(0, OffPolicyGate.FewestClusters - customers),
        };
    }

    // What was logged of a side, as a share of what it should be, and how many errors it is off.
    private static (double Share, double Error, double Errors) Match(ReadOnlySpan<DataCheckRow> rows, ReadOnlySpan<int> clusters, int customers, double mass, Func<DataCheckRow, double> side)
    {
        var weight = 0.0;
        foreach (ref readonly var row in rows)
        {
            weight += side(row);
        }

        var share = weight / mass;
        var borrowed = ArrayPool<double>.Shared.Rent(rows.Length);
        var deviations = borrowed.AsSpan(0, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            deviations[i] = (side(rows[i]) - (share * rows[i].Mass)) * rows.Length / mass;
        }

        var error = customers > 1 ? OffPolicyEstimate.Error(deviations, clusters, out _) : double.NaN;
        ArrayPool<double>.Shared.Return(borrowed);
        return (share, error, Math.Abs(share - 1) < 1e-9 ? 0 : Math.Abs(share - 1) / error);
    }

    // Two digits: it is a guess.
    private static long Rounded(double count)
    {
        var step = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, count))) - 1));
        return (long)(Math.Ceiling(count / step) * step);
    }

    /// <summary>How many customers made some decisions, in the sample's order: those of one lie side by side.</summary>
    internal static int CustomersOf(ReadOnlySpan<int> clusters)
    {
        var count = 0;
        for (var i = 0; i < clusters.Length; i++)
        {
            count += i == 0 || clusters[i] != clusters[i - 1] ? 1 : 0;
        }

        return count;
    }

    private sealed class Side
    {
        private double _squares;
        private double _expectedSquares;
        private double _positive;
        private double _positiveSquares;
        private double _speaking;
        private double _expectedPositive;
        private double _expectedPositiveSquares;

        public double Sum { get; private set; }

        public double Unsupported { get; private set; }

        public double Effective => _squares > 0 ? Sum * Sum / _squares : 0;

        public void Add(in DataCheckSide row)
        {
            Sum += row.Weight;
            Unsupported += row.Unsupported;
            _squares += row.Weight * row.Weight;
            _expectedSquares += row.Expected;
            _positive += row.Positive;
            _positiveSquares += row.Positive * row.Positive;
            _speaking += row.Speaking;
            _expectedPositive += row.ExpectedPositive;
            _expectedPositiveSquares += row.ExpectedPositiveSquare;
        }

        /// <summary>A side that is all but silent needs no success to be known.</summary>
        public double Positives(double mass) => _speaking < 0.01 * mass ? double.PositiveInfinity : _positiveSquares > 0 ? _positive * _positive / _positiveSquares : 0;

        /// <summary>How many times as many decisions it takes, at least 1. Successes come as the models expect or as they came so far, whichever is slower; of none at all it is taken that one is about to come.</summary>
        public double TimesNeeded(double mass)
        {
            var effective = _expectedSquares > 0 ? mass * mass / _expectedSquares : 0;
            var expected = _speaking < 0.01 * mass ? double.PositiveInfinity : _expectedPositiveSquares > 0 ? _expectedPositive * _expectedPositive / _expectedPositiveSquares : 0;
            var positives = Math.Min(expected, Math.Max(1, Positives(mass)));
            return Math.Max(1, Math.Max(OffPolicyGate.FewestEffective / effective, FewestPositives / positives));
        }
    }
}

/// <summary>Whether the data can carry a conclusion.</summary>
public enum DataCheckVerdict
{
    Confirmed,

    /// <summary>Slot 1 is the same everywhere.</summary>
    NothingChanges,

    /// <summary>Not one decision whose answer is known: all may still be answered, or have no first slot with known probabilities.</summary>
    TooEarly,

    /// <summary>Rows of one customer are not independent, and there are too few of them.</summary>
    FewCustomers,

    /// <summary>What the scenario would choose could hardly ever have been logged: it takes more exploration, not more decisions.</summary>
    NeverLogged,

    /// <summary>The effective sample size on what changes is under 100.</summary>
    FewMatches,

    /// <summary>Fewer than 20 successes on what changes.</summary>
    FewSuccesses,

    /// <summary>What was logged does not fit the recorded probabilities.</summary>
    Mismatch,
}
