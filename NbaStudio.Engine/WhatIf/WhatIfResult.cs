using System.Collections.Frozen;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Budgets;

namespace NbaStudio.Engine.WhatIf;

/// <summary>What a scenario would turn, against today's policy, in recorded situations. Three parts, kept apart: what would be chosen (exact), what the models say of it, and whether recorded answers confirm it.</summary>
public sealed record WhatIfResult
{
    /// <summary>Decisions compared.</summary>
    public required int Decisions { get; init; }

    /// <summary>Not compared, because the record lacks an input that the scenario reads.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Customers with a decision compared.</summary>
    public required int Customers { get; init; }

    /// <summary>Slots that the compared decisions had to fill.</summary>
    public required int Slots { get; init; }

    /// <summary>Decisions in which another treatment is chosen, or a slot stays empty.</summary>
    public required int Changed { get; init; }

    public required int CustomersChanged { get; init; }

    /// <summary>Decisions that say something today and would be silent.</summary>
    public required int NewlySilent { get; init; }

    /// <summary>The other way round.</summary>
    public required int NoLongerSilent { get; init; }

    public required WhatIfSide Before { get; init; }

    public required WhatIfSide After { get; init; }

    /// <summary>By treatment, by key: what was and would be chosen.</summary>
    public required IReadOnlyList<TreatmentShift> Treatments { get; init; }

    /// <summary>By objective to which or from which slots move, by id: the difference in its share of all slots, exact for these customers; the interval is for others like them.</summary>
    public required IReadOnlyList<MixDifference> Objectives { get; init; }

    /// <summary>By channel on which something was or would be said, by id.</summary>
    public required IReadOnlyList<ChannelShift> Channels { get; init; }

    /// <summary>By value of the attribute that was asked for, the commonest first, or of a number with many values by quarters of the decisions; empty without one.</summary>
    public required IReadOnlyList<SegmentShift> Segments { get; init; }

    /// <summary>What takes the place of what, the commonest first; at most <see cref="MostFlips"/>.</summary>
    public required IReadOnlyList<WhatIfFlip> Flips { get; init; }

    /// <summary>Sorts of flips that there are.</summary>
    public required int FlipKinds { get; init; }

    /// <summary>Money per decision, scenario less today, by the models: 95 % of <see cref="ParameterDraws.Count"/> draws of their parameters.</summary>
    public required Difference Value { get; init; }

    /// <summary>Positive answers per contact, likewise; null where one of both says nothing at all.</summary>
    public required Difference? Acceptance { get; init; }

    /// <summary>Share of silent decisions: exact for these customers; the interval is for others like them.</summary>
    public required Difference Silence { get; init; }

    /// <summary>Contacts per customer: as <see cref="Silence"/>. Caps count what was really sent: what more contacts would lead to later is not followed.</summary>
    public required Difference Contacts { get; init; }

    public required DataCheck Check { get; init; }

    /// <summary>Budgets in which the policies differ. Where there are any, what is left of all budgets and what they cost follows from the choices in the order of time, on both sides; else it is as recorded.</summary>
    public IReadOnlyList<BudgetChange> Budgets { get; init; } = [];

    /// <summary>What it comes to when contacts follow from it; null where that was not asked for.</summary>
    public AlongTimeResult? AlongTime { get; init; }

    /// <summary>Most sorts of flips that are listed.</summary>
    public const int MostFlips = 24;
}

/// <summary>What would be chosen, and how often customers contacted, if each policy had decided all along: both decide customer by customer in the order of time, with the contacts that they led to themselves. Says nothing of value.</summary>
/// <param name="Decisions">Decisions compared.</param>
/// <param name="Changed">Decisions that come out otherwise.</param>
/// <param name="Silence">Share of silent decisions; the interval is for other customers like these.</param>
/// <param name="Contacts">Contacts per customer, likewise.</param>
public sealed record AlongTimeResult(int Decisions, int Customers, int Changed, AlongTimeSide Before, AlongTimeSide After, Difference Silence, Difference Contacts);

/// <param name="Contacts">Slots that say something.</param>
/// <param name="Silent">Decisions that say nothing.</param>
/// <param name="CustomersContacted">Customers to whom it says something at least once.</param>
public sealed record AlongTimeSide(int Contacts, int Silent, int CustomersContacted);

/// <summary>Scenario less today.</summary>
/// <param name="Interval">95 %; null where there are too few customers for one.</param>
public readonly record struct Difference(double Value, ConfidenceInterval? Interval);

/// <summary>One of two policies.</summary>
/// <param name="Totals">Of all slots that say something.</param>
/// <param name="Silent">Decisions that say nothing.</param>
/// <param name="CustomersContacted">Customers to whom it says something at least once.</param>
public sealed record WhatIfSide(ChoiceTotals Totals, int Silent, int CustomersContacted);

/// <summary>Sums over choices.</summary>
/// <param name="Contacts">How many.</param>
/// <param name="Acceptances">Sum of P: positive answers that the models expect.</param>
/// <param name="Value">Sum of P x V: money that they expect.</param>
public readonly record struct ChoiceTotals(int Contacts, double Acceptances, double Value)
{
    internal ChoiceTotals With(in Option option) => new(Contacts + 1, Acceptances + option.Propensity, Value + option.Worth);

    internal ChoiceTotals Plus(in ChoiceTotals other) => new(Contacts + other.Contacts, Acceptances + other.Acceptances, Value + other.Value);
}

/// <param name="TreatmentKey">Key of the treatment: it is the same in either policy.</param>
public sealed record TreatmentShift(int TreatmentKey, ChoiceTotals Before, ChoiceTotals After);

/// <param name="Id">Of an objective.</param>
/// <param name="Share">Of all slots, in [-1, 1].</param>
public sealed record MixDifference(string Id, Difference Share);

/// <summary>A part of the customers.</summary>
public readonly record struct SegmentTotals(int Decisions, int SilentBefore, int SilentAfter, ChoiceTotals Before, ChoiceTotals After)
{
    internal SegmentTotals Plus(in SegmentTotals other) => new(
        Decisions + other.Decisions, SilentBefore + other.SilentBefore, SilentAfter + other.SilentAfter, Before.Plus(other.Before), After.Plus(other.After));
}

/// <summary>What would change for a part of the customers. Intervals are those of the whole result, of this part alone.</summary>
/// <param name="Segment">Value of the attribute; "" = missing.</param>
/// <param name="Value">Money per decision of the part.</param>
/// <param name="Acceptance">Positive answers per contact; null where one of both says nothing.</param>
/// <param name="Silence">Share of silent decisions.</param>
/// <param name="Contacts">Contacts per customer.</param>
public sealed record SegmentShift(string Segment, int Customers, SegmentTotals Totals, Difference Value, Difference? Acceptance, Difference Silence, Difference Contacts);

/// <summary>What would change on a channel.</summary>
/// <param name="Channel">Id of the channel.</param>
/// <param name="Value">Money of the channel per decision, of all decisions.</param>
/// <param name="Acceptance">Positive answers per contact; null where one of both says nothing there.</param>
/// <param name="Contacts">Contacts per customer, of all customers.</param>
public sealed record ChannelShift(string Channel, ChoiceTotals Before, ChoiceTotals After, Difference Value, Difference? Acceptance, Difference Contacts);

/// <param name="From">Key of the treatment that is chosen today; 0 = nothing.</param>
/// <param name="To">Key of the treatment that would be; 0 = nothing.</param>
/// <param name="Reason">Why the first one no longer is, in the first example; <see cref="DropReason.None"/> where nothing was chosen, it moved to another slot, or the scenario no longer has it.</param>
/// <param name="Examples">One such decision of each of the first customers, at most <see cref="MostExamples"/>.</param>
/// <param name="Cause">The factor that turned the first example.</param>
/// <param name="FromToday">Factors of the first one under today's policy in the first example; null = none.</param>
/// <param name="ToScenario">Factors of the second one under the scenario.</param>
public sealed record WhatIfFlip(
    int From, int To, int Decisions, int Customers, DropReason Reason, IReadOnlyList<DecisionId> Examples, FlipCause Cause, FlipFactors? FromToday, FlipFactors? FromScenario, FlipFactors? ToToday,
    FlipFactors? ToScenario)
{
    /// <summary>Most customers of whom a decision is told.</summary>
    public const int MostExamples = 20;

    /// <summary>Keys of all that stood in any slot of these decisions, before or after: where a slot falls away, those below it move up.</summary>
    public IReadOnlySet<int> Beside { get; init; } = FrozenSet<int>.Empty;

    /// <summary>Whether what lets a treatment of these decisions through or weighs it, under one of these policies, reads an attribute: whom the flip is about would then tell its value.</summary>
    public bool HangsOn(HiddenAttributes hidden, params ReadOnlySpan<PolicySnapshot> policies)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        foreach (var policy in policies)
        {
            if (Decide(policy, From) || Decide(policy, To) || Beside.Any(key => Decide(policy, key)))
            {
                return true;
            }
        }

        return false;

        bool Decide(PolicySnapshot policy, int key) => key != 0 && policy.TreatmentIndexOfKey(key) is var t and >= 0 && hidden.Decide(policy, t);
    }

    /// <summary>The same without what tells of a customer: how many, and not who.</summary>
    public WhatIfFlip WithoutExamples() => this with { Reason = DropReason.None, Examples = [], FromToday = null, FromScenario = null, ToToday = null, ToScenario = null };
}

/// <summary>The equation of a candidate.</summary>
public sealed record FlipFactors(double Propensity, double Context, double Value, double Lever, double Priority);

/// <summary>What turned a choice.</summary>
public enum FlipCause
{
    /// <summary>A condition, cap, budget or pause lets other candidates through.</summary>
    Rules,
    Lever,
    Context,
    Value,

    /// <summary>The weights of P, C, V and L.</summary>
    Weights,

    /// <summary>The silence threshold or the smallest propensity.</summary>
    Threshold,

    /// <summary>What a contact, or the budget that it uses, costs.</summary>
    Price,

    /// <summary>The draw: exploration, or what another slot took.</summary>
    Draw,
}
