using System.Collections.Frozen;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Census;

namespace NbaStudio.Engine.Serving;

/// <summary>How many of the latest decisions another policy would have made otherwise, as far as it was looked. Both policies decide again from the same records, so that only the policy differs.</summary>
/// <param name="Decisions">Decisions compared so far.</param>
/// <param name="LeftOut">Not compared, because the record lacks an input that the other policy reads, or cannot be read any more.</param>
/// <param name="Changed">Decisions in which another action or treatment is chosen, or a slot stays empty.</param>
/// <param name="Customers">Customers with a decision compared.</param>
/// <param name="CustomersChanged">Customers with a changed one.</param>
/// <param name="NewlySilent">Decisions that said something and would be silent.</param>
/// <param name="NoLongerSilent">The other way round.</param>
/// <param name="Actions">Times chosen, by action, before and after; those that differ most first.</param>
/// <param name="Flips">What took the place of what, the commonest first; at most <see cref="MostFlips"/>.</param>
/// <param name="Since">Time of the oldest decision compared; null = none.</param>
/// <param name="IsComplete">Whether the whole sample was compared.</param>
public sealed record ChangeEffect(
    int Decisions, int LeftOut, int Changed, int Customers, int CustomersChanged, int NewlySilent, int NoLongerSilent, IReadOnlyList<ActionShift> Actions,
    IReadOnlyList<ChoiceFlip> Flips, DateTimeOffset? Since, bool IsComplete)
{
    /// <summary>Most sorts of flips that are listed.</summary>
    public const int MostFlips = 12;

    /// <summary>Decisions of the sample: compared, left out or still to be looked at.</summary>
    public int Sample { get; init; }

    /// <summary>Canonical names of the inputs that the other policy reads and that records of those left out do not have.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Keys of the budgets that the other policy has otherwise, or alone: every decision is looked at by itself, so what they come to as they are used up is not in these figures.</summary>
    public IReadOnlyList<int> Budgets { get; init; } = [];

    /// <summary>Slots that the compared decisions had to fill.</summary>
    public int Slots { get; init; }

    /// <summary>What the models expect of what is chosen now.</summary>
    public ChoiceSums Before { get; init; }

    /// <summary>What they expect of what would be chosen.</summary>
    public ChoiceSums After { get; init; }

    /// <summary>How alike customers would be treated, by what the other policy watches; once the whole sample was compared.</summary>
    public IReadOnlyList<FairnessLine> Fairness { get; init; } = [];

    /// <summary>The same by the policy in force, against the limits of the other one.</summary>
    public IReadOnlyList<FairnessLine> FairnessBefore { get; init; } = [];
}

/// <summary>What models expect of the choices of a number of decisions. Expectations, not results: no outcome is looked at.</summary>
/// <param name="Filled">Slots that say something.</param>
/// <param name="Acceptances">Sum of P: positive answers expected.</param>
/// <param name="Value">Sum of P x V: money expected.</param>
public readonly record struct ChoiceSums(int Filled, double Acceptances, double Value)
{
    internal ChoiceSums With(DecisionResult result)
    {
        var (filled, acceptances, value) = this;
        foreach (var f in result.Filled)
        {
            if (f >= 0)
            {
                var chosen = result.Ranked[f];
                filled++;
                acceptances += chosen.Propensity;
                value += chosen.Propensity * chosen.Value;
            }
        }

        return new ChoiceSums(filled, acceptances, value);
    }
}

/// <param name="ActionKey">Key of the action: it is the same whatever its id is in either policy.</param>
public sealed record ActionShift(int ActionKey, int Before, int After);

/// <param name="From">Key of the action that is chosen now; null = silence.</param>
/// <param name="To">Key of the action that would be; null = silence.</param>
/// <param name="Reason">Why the first one no longer is, in the example; <see cref="DropReason.None"/> where nothing was chosen, or the policy no longer has it.</param>
/// <param name="Example">One such decision; null where it may not be told.</param>
public sealed record ChoiceFlip(int? From, int? To, DropReason Reason, int Count, DecisionId? Example)
{
    /// <summary>Id of one such customer, where customers were compared; null where it may not be told.</summary>
    public string? Customer { get; init; }

    /// <summary>Keys of the treatments that stood in any slot of these decisions, before or after: where a slot falls away, those below it move up.</summary>
    public IReadOnlySet<int> Beside { get; init; } = FrozenSet<int>.Empty;

    /// <summary>Whether what lets a treatment of either action, or one that stood beside them, through or weighs it, under one of these policies, reads an attribute: whom the flip is about would then tell its value.</summary>
    public bool HangsOn(HiddenAttributes hidden, params ReadOnlySpan<PolicySnapshot> policies)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        foreach (var policy in policies)
        {
            for (var t = 0; t < policy.Treatments.Count; t++)
            {
                var action = policy.Actions[policy.Treatments[t].Action].Key;
                if ((action == From || action == To || Beside.Contains(policy.Treatments[t].Key)) && hidden.Decide(policy, t))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The same without what tells of a customer: how many, and not who.</summary>
    public ChoiceFlip WithoutExample() => this with { Reason = DropReason.None, Example = null, Customer = null };
}
