using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.WhatIf;

/// <summary>What one decision tells about the difference between two policies in slot 1.</summary>
/// <remarks>
/// Both policies give every treatment a probability. What they share cancels; the scenario has an excess on some treatments and a lack on others, of the same mass. What was logged is weighed by
/// excess (or lack) / probability with which it was logged, so that a decision in which hardly anything changes weighs hardly anything, and cannot hide one in which everything hangs on a rare draw.
/// </remarks>
/// <param name="Expected">What the models say of the difference, in money: known of a recorded situation before anything was drawn in it.</param>
/// <param name="Correction">What the logged choice and its answer say beyond that, in money: all that is chance in a recorded situation.</param>
/// <param name="Mass">Probability that the scenario chooses otherwise.</param>
/// <param name="Gain">The excess side; <paramref name="Loss"/>: the other.</param>
internal readonly record struct DataCheckRow(double Expected, double Correction, double Mass, DataCheckSide Gain, DataCheckSide Loss)
{
    /// <summary>Doubly robust: the models' difference, corrected. Money.</summary>
    public double Influence => Expected + Correction;

    /// <param name="scenario">Holds the scenario's decision: its values count for both sides where it has them.</param>
    public static DataCheckRow Of(LoggedChoice logged, Choice today, Choice changed, DecisionContext scenario)
    {
        var row = new Builder(logged);
        var odds = changed.Odds;
        var others = today.Odds;
        for (var i = 0; i < odds.Length; i++)
        {
            ref readonly var option = ref odds[i];
            row.Add(option.Key, option.Probability - ProbabilityOf(others, option.Key, i), option.Propensity, option.Value, i);
        }

        for (var i = 0; i < others.Length; i++)
        {
            ref readonly var option = ref others[i];
            if (ProbabilityOf(odds, option.Key, i) == 0)
            {
                row.Add(option.Key, -option.Probability, option.Propensity, ValueIn(scenario, option), i);
            }
        }

        row.AddSilence((odds.IsEmpty ? 1 : 0) - (others.IsEmpty ? 1 : 0));
        return row.Build();
    }

    /// <param name="near">Where it stands where both can choose the same: looked at first.</param>
    private static double ProbabilityOf(ReadOnlySpan<Option> odds, int key, int near)
    {
        if (near < odds.Length && odds[near].Key == key)
        {
            return odds[near].Probability;
        }

        foreach (ref readonly var option in odds)
        {
            if (option.Key == key)
            {
                return option.Probability;
            }
        }

        return 0;
    }

    // A what-if that values an action anew does so on both sides: else the difference would be one of words.
    private static double ValueIn(DecisionContext scenario, in Option option) =>
        scenario.Policy.TreatmentIndexOfKey(option.Key) is var t and >= 0 && !double.IsNaN(scenario.Priority[t]) ? scenario.Value[t] : option.Value;

    private ref struct Builder(LoggedChoice logged)
    {
        private double _expected;
        private double _correction;
        private double _mass;
        private DataCheckSide _gain;
        private DataCheckSide _loss;

        public void Add(int key, double difference, double propensity, double value, int near)
        {
            if (difference == 0)
            {
                return;
            }

            var (size, probability) = (Math.Abs(difference), logged.ProbabilityOf(key, near));
            _expected += difference * propensity * value;
            var weight = logged.Key == key ? size / probability : 0;
            _correction += Math.Sign(difference) * weight * value * (logged.Return - propensity);
            ref var side = ref difference > 0 ? ref _gain : ref _loss;
            _mass += difference > 0 ? size : 0;

            side = side.With(weight, size, probability, propensity, logged.Return > 0);
        }

        // Silence earns nothing, whoever keeps it: nothing has to be logged to know that.
        public void AddSilence(double difference)
        {
            if (difference > 0)
            {
                _mass += difference;
                _gain = _gain.WithSilence(difference);
            }
            else if (difference < 0)
            {
                _loss = _loss.WithSilence(-difference);
            }
        }

        public readonly DataCheckRow Build() => new(_expected, _correction, _mass, _gain, _loss);
    }
}

/// <summary>Weights of one side of a decision.</summary>
/// <param name="Weight">Of what was logged; silence counts as matched.</param>
/// <param name="Expected">Mean square of the weight over what could have been logged: what says how many decisions it would take.</param>
/// <param name="Positive">The weight where the answer was a success.</param>
/// <param name="Speaking">Mass that says something.</param>
/// <param name="Unsupported">Mass on treatments that could not have been logged.</param>
/// <param name="ExpectedPositive">Mean of <paramref name="Positive"/> by the models, and <paramref name="ExpectedPositiveSquare"/> of its square.</param>
internal readonly record struct DataCheckSide(double Weight, double Expected, double Positive, double Speaking, double ExpectedPositive, double ExpectedPositiveSquare, double Unsupported)
{
    public DataCheckSide With(double weight, double mass, double probability, double propensity, bool isPositive)
    {
        var square = probability > 0 ? mass * mass / probability : 0;
        return new(
            Weight + weight, Expected + square, Positive + (isPositive ? weight : 0), Speaking + mass, ExpectedPositive + (probability > 0 ? mass * propensity : 0),
            ExpectedPositiveSquare + (square * propensity), Unsupported + (probability > 0 ? 0 : mass));
    }

    public DataCheckSide WithSilence(double mass) => this with { Weight = Weight + mass, Expected = Expected + (mass * mass) };
}
