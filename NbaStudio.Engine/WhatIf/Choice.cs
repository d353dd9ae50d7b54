using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.WhatIf;

/// <summary>A treatment that is chosen, or could be, with what the models say of it.</summary>
/// <param name="Key">Key of the treatment; 0 = nothing.</param>
/// <param name="Primary">Money of its primary head.</param>
/// <param name="Probability">Of slot 1, given the arm; 1 for what stands in a slot.</param>
internal readonly record struct Option(int Key, double Propensity, double Value, double Primary, double Spread, double Probability)
{
    public double Worth => Propensity * Value;
}

/// <summary>What a decision chose and, for slot 1, could have chosen. Refilled for each decision, or filled once and kept.</summary>
internal sealed class Choice
{
    private Option[] _slots = [];
    private Option[] _odds = [];
    private int _slotCount;
    private int _oddsCount;

    public ReadOnlySpan<Option> Slots => _slots.AsSpan(0, _slotCount);

    /// <summary>Place of slot 1: the first that no service candidate took; -1 = there is none.</summary>
    public int First { get; private set; }

    /// <summary>What slot 1 could have been, with probabilities that add up to 1; empty = nothing, for sure.</summary>
    public ReadOnlySpan<Option> Odds => _odds.AsSpan(0, _oddsCount);

    public bool IsSilent { get; private set; }

    /// <summary>Slots that say something.</summary>
    public int Filled { get; private set; }

    /// <summary>Takes what the context's last decision came to.</summary>
    /// <param name="slotsOnly">Whether <see cref="Odds"/> are left empty: nobody will ask what slot 1 could have been.</param>
    public void Fill(DecisionContext context, bool slotsOnly = false)
    {
        _slotCount = context.Filled.Count;
        _oddsCount = 0;
        if (_slots.Length < _slotCount)
        {
            _slots = new Option[_slotCount];
        }

        (First, Filled) = (-1, 0);
        for (var s = 0; s < _slotCount; s++)
        {
            var t = context.Filled[s];
            _slots[s] = t < 0 ? default : OptionOf(context, t, 1);
            Filled += t < 0 ? 0 : 1;
            if (First < 0 && (t < 0 || !context.Facts[t].IsService))
            {
                First = s;
            }
        }

        IsSilent = Filled == 0;
        if (First >= 0 && !slotsOnly)
        {
            FillOdds(context);
        }
    }

    /// <summary>A copy of no more than its own size.</summary>
    public Choice Keep() => new()
    {
        _slots = Slots.ToArray(), _slotCount = _slotCount, _odds = Odds.ToArray(), _oddsCount = _oddsCount, First = First, Filled = Filled, IsSilent = IsSilent,
    };

    private void FillOdds(DecisionContext context)
    {
        foreach (var t in context.Contenders.AsSpan(0, context.ContenderCount))
        {
            if (context.Probability[t] > 0)
            {
                if (_oddsCount == _odds.Length)
                {
                    Array.Resize(ref _odds, Math.Max(16, 2 * _odds.Length));
                }

                _odds[_oddsCount++] = OptionOf(context, t, context.Probability[t]);
            }
        }
    }

    private static Option OptionOf(DecisionContext context, int t, double probability) => new(
        context.Policy.Treatments[t].Key, context.Scores.Propensity[t], context.Value[t], ScoredCandidates.PrimaryOf(context, t), context.Scores.Spread[t], probability);
}
