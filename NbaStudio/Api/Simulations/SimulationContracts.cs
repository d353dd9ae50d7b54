using System.Text.Json;
using NbaStudio.Engine.Evaluation;
using NbaStudio.Engine.WhatIf;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Simulations;
using NbaStudio.Security;

namespace NbaStudio.Api.Simulations;

/// <summary>A run on the live stream.</summary>
public sealed record SimulationProgressMessage(string Id, string State, int Done, int Of)
{
    internal static SimulationProgressMessage From(SimulationRun run) =>
        new(run.Id, SimulationAnswer.Word(run.Step.State), run.Step.Progress.Done, run.Step.Progress.Of);

}

/// <summary>A run.</summary>
/// <param name="State">waiting, reading, running, sweeping, done, cancelled or failed.</param>
/// <param name="Done">Decisions (or settings) done in this state, of <paramref name="Of"/>.</param>
/// <param name="Result">Absent before its end.</param>
public sealed record SimulationAnswer(string Id, string State, int Done, int Of, DateTimeOffset StartedAt, string By, Scenario Scenario, SimulationResultAnswer? Result)
{
    internal static async Task<SimulationAnswer> FromAsync(SimulationRun run, ISimulationDesk desk, Caller who, CancellationToken stop)
    {
        // The step first: who reads that it is done finds the result.
        var (step, outcome) = (run.Step, run.Outcome);
        var flips = await desk.ReadFlipsAsync(run, who, stop);
        return new(run.Id, Word(step.State), step.Progress.Done, step.Progress.Of, run.StartedAt, run.By, run.Scenario, outcome is null ? null : SimulationResultAnswer.From(run, outcome, flips));
    }

    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>What a run came to: what would be chosen, what the models say of it, whether recorded answers confirm it.</summary>
public sealed record SimulationResultAnswer(
    int Decisions, long InRange, int LeftOut, int NotKept, int Customers, DateTimeOffset? Since, DateTimeOffset? Until, bool Simulated, double Seconds, ChosenAnswer Chosen, ByModelsAnswer ByModels,
    DataCheckAnswer DataCheck, IReadOnlyList<FrontAnswer>? Front, IReadOnlyList<BudgetChangeAnswer> Budgets)
{
    internal static SimulationResultAnswer From(SimulationRun run, SimulationOutcome outcome, IReadOnlyList<FlipView> flips)
    {
        var result = outcome.Result;
        return new(
            result.Decisions, outcome.InRange, result.LeftOut, outcome.NotKept, result.Customers, outcome.Since, outcome.Until, outcome.Simulated, Math.Round(outcome.Took.TotalSeconds, 3),
            ChosenAnswer.From(run, result, flips), ByModelsAnswer.From(result), DataCheckAnswer.From(result.Check),
            outcome.Front is { } front ? [.. front.Select(f => new FrontAnswer(f.First, f.Second, f.Point.Acceptance, f.Point.Value, f.Point.Silence, f.Point.Contacts, f.Point.IsBest))] : null,
            [.. result.Budgets.Select(b => new BudgetChangeAnswer((run.Changed.Budgets.FirstOrDefault(known => known.Key == b.Key) ?? run.Today.Budgets.First(known => known.Key == b.Key)).Id, SimulationAnswer.Word(b.Kind)))]);
    }
}

/// <summary>A budget that the scenario has otherwise. Where there is one, what is left of all budgets and what they cost follows from the choices in the order of time, on both sides.</summary>
/// <param name="Change">changed, added or removed.</param>
public sealed record BudgetChangeAnswer(string Id, string Change);

/// <summary>Today and in the scenario, with the difference and its 95 % interval where there is one.</summary>
public sealed record PairAnswer(double Today, double Scenario, double Difference, double? Low, double? High)
{
    internal static PairAnswer From(double today, double scenario, Difference difference) => new(today, scenario, difference.Value, difference.Interval?.Low, difference.Interval?.High);

    internal static PairAnswer? OfAcceptance(ChoiceTotals before, ChoiceTotals after, Difference? difference) =>
        difference is { } known ? From(before.Acceptances / before.Contacts, after.Acceptances / after.Contacts, known) : null;
}

/// <summary>What would be chosen: exact, from the records.</summary>
/// <param name="Silence">Share of silent decisions; the interval is for other customers like these.</param>
/// <param name="ContactsPerCustomer">Contacts as they were: what more of them would lead to later is not followed.</param>
public sealed record ChosenAnswer(
    int Changed, int CustomersChanged, int NewlySilent, int NoLongerSilent, PairAnswer Silence, PairAnswer ContactsPerCustomer, IReadOnlyList<MixAnswer> Objectives, IReadOnlyList<ChannelAnswer> Channels,
    IReadOnlyList<MixAnswer> Actions, IReadOnlyList<SegmentAnswer> Segments, IReadOnlyList<FlipAnswer> Flips, AlongTimeAnswer? AlongTime)
{
    internal static ChosenAnswer From(SimulationRun run, WhatIfResult result, IReadOnlyList<FlipView> flips)
    {
        var names = new TreatmentNames(run);
        var (decisions, customers) = (Math.Max(1.0, result.Decisions), Math.Max(1.0, result.Customers));
        return new(
            result.Changed, result.CustomersChanged, result.NewlySilent, result.NoLongerSilent,
            PairAnswer.From(result.Before.Silent / decisions, result.After.Silent / decisions, result.Silence),
            PairAnswer.From(result.Before.Totals.Contacts / customers, result.After.Totals.Contacts / customers, result.Contacts),
            Mix(names.ByObjective(result, "en"), result), [.. result.Channels.Select(c => ChannelAnswer.From(c, decisions, customers))], Mix(names.ByAction(result, "en"), null),
            [.. result.Segments.Select(SegmentAnswer.From)],
            [.. flips.Select(view => Flip(names, view))], result.AlongTime is { } along ? AlongTimeAnswer.From(along) : null);
    }

    private static FlipAnswer Flip(TreatmentNames names, FlipView view)
    {
        var f = view.Flip;
        return new(
            names.Action(f.From)?.Id, names.Action(f.To)?.Id, f.Decisions, f.Customers, SimulationAnswer.Word(f.Cause), SimulationAnswer.Word(f.Reason), view.Customers.FirstOrDefault()?.DecisionId,
            f.FromToday, f.ToScenario, view.Customers, view.IsMasked,
            names.Find(f.From)?.Treatment.Id, names.Find(f.To)?.Treatment.Id);
    }

    private static IReadOnlyList<MixAnswer> Mix(IReadOnlyList<MixShiftRow> rows, WhatIfResult? result) =>
        [.. rows.Select(r => new MixAnswer(r.Id, r.Before, r.After, result is null ? null : PairAnswer.From(r.ShareBefore(result), r.ShareAfter(result), r.ShareDifference(result))))];
}

/// <summary>If each policy had decided all along, with the contacts that it led to itself; every message counts as delivered where the choice is not the recorded one. Says nothing of value.</summary>
/// <param name="Silence">Share of silent decisions; the interval is for other customers like these.</param>
public sealed record AlongTimeAnswer(int Decisions, int Customers, int Changed, int CustomersContactedToday, int CustomersContactedScenario, PairAnswer Silence, PairAnswer ContactsPerCustomer)
{
    internal static AlongTimeAnswer From(AlongTimeResult a)
    {
        var (decisions, customers) = (Math.Max(1.0, a.Decisions), Math.Max(1.0, a.Customers));
        return new(
            a.Decisions, a.Customers, a.Changed, a.Before.CustomersContacted, a.After.CustomersContacted, PairAnswer.From(a.Before.Silent / decisions, a.After.Silent / decisions, a.Silence),
            PairAnswer.From(a.Before.Contacts / customers, a.After.Contacts / customers, a.Contacts));
    }
}

/// <param name="Share">Of all slots, in [0, 1]; of objectives only. Exact; the interval is for other customers like these.</param>
public sealed record MixAnswer(string Id, ChoiceTotals Today, ChoiceTotals Scenario, PairAnswer? Share);

/// <param name="ValuePerDecision">By the models, in money; as all that follows, of this part alone.</param>
/// <param name="AcceptancePerContact">By the models; absent where one of both says nothing.</param>
/// <param name="Silence">Share of silent decisions.</param>
public sealed record SegmentAnswer(string Segment, int Decisions, int Customers, int SilentToday, int SilentScenario, ChoiceTotals Today, ChoiceTotals Scenario,
    PairAnswer ValuePerDecision, PairAnswer? AcceptancePerContact, PairAnswer Silence, PairAnswer ContactsPerCustomer)
{
    internal static SegmentAnswer From(SegmentShift s)
    {
        var (t, decisions, customers) = (s.Totals, (double)s.Totals.Decisions, Math.Max(1.0, s.Customers));
        return new(
            s.Segment, t.Decisions, s.Customers, t.SilentBefore, t.SilentAfter, t.Before, t.After, PairAnswer.From(t.Before.Value / decisions, t.After.Value / decisions, s.Value),
            PairAnswer.OfAcceptance(t.Before, t.After, s.Acceptance), PairAnswer.From(t.SilentBefore / decisions, t.SilentAfter / decisions, s.Silence),
            PairAnswer.From(t.Before.Contacts / customers, t.After.Contacts / customers, s.Contacts));
    }
}

/// <param name="ValuePerDecision">By the models, in money of this channel for each decision of the whole.</param>
/// <param name="AcceptancePerContact">By the models; absent where one of both says nothing here.</param>
/// <param name="ContactsPerCustomer">On this channel, of all customers.</param>
public sealed record ChannelAnswer(string Id, ChoiceTotals Today, ChoiceTotals Scenario, PairAnswer ValuePerDecision, PairAnswer? AcceptancePerContact, PairAnswer ContactsPerCustomer)
{
    internal static ChannelAnswer From(ChannelShift c, double decisions, double customers) => new(
        c.Channel, c.Before, c.After, PairAnswer.From(c.Before.Value / decisions, c.After.Value / decisions, c.Value), PairAnswer.OfAcceptance(c.Before, c.After, c.Acceptance),
        PairAnswer.From(c.Before.Contacts / customers, c.After.Contacts / customers, c.Contacts));
}

/// <param name="From">Action today; absent = silence.</param>
/// <param name="To">Action in the scenario; absent = silence.</param>
/// <param name="Cause">rules, lever, context, value, weights, threshold, price or draw.</param>
/// <param name="Example">A decision; absent where it is masked.</param>
/// <param name="Examples">One decision of each of the first customers, at most 20; none where it is masked.</param>
/// <param name="FromTreatment">Treatment today; absent = silence. <paramref name="ToTreatment"/>: in the scenario.</param>
/// <param name="Masked">A rule behind it reads a sensitive attribute, and the caller lacks the scope sensitive.</param>
public sealed record FlipAnswer(string? From, string? To, int Decisions, int Customers, string Cause, string Reason, string? Example, FlipFactors? FromToday, FlipFactors? ToScenario,
    IReadOnlyList<FlipCustomer> Examples, bool Masked, string? FromTreatment, string? ToTreatment);

/// <summary>What the models say: expectations of the choices, not results. Intervals are of the models' parameters, over the choices that change.</summary>
/// <param name="ValuePerDecision">Sum of P x V by decisions, in money.</param>
/// <param name="AcceptancePerContact">Sum of P by contacts; absent where one of both says nothing.</param>
public sealed record ByModelsAnswer(PairAnswer ValuePerDecision, PairAnswer? AcceptancePerContact)
{
    internal static ByModelsAnswer From(WhatIfResult result)
    {
        var (before, after, decisions) = (result.Before.Totals, result.After.Totals, Math.Max(1.0, result.Decisions));
        return new(
            PairAnswer.From(before.Value / decisions, after.Value / decisions, result.Value),
            PairAnswer.OfAcceptance(before, after, result.Acceptance));
    }
}

/// <summary>Whether recorded answers confirm it.</summary>
/// <param name="Verdict">confirmed, nothingChanges, tooEarly, fewCustomers, neverLogged, fewMatches, fewSuccesses or mismatch.</param>
/// <param name="ValuePerDecision">Doubly robust difference in slot 1, in money per decision of the time that was asked. Its interval is of these situations and their customers, not of others like them; absent unless confirmed.</param>
/// <param name="MoreDecisions">About how many more decisions with known answers it would take; absent where no number of them would do.</param>
/// <param name="MoreCustomers">How many more customers it takes at least; 0 = there are enough.</param>
public sealed record DataCheckAnswer(
    string Verdict, DataCheckEstimate? ValuePerDecision, int Decisions, double ChangedShare, double EffectiveSampleSize, double Successes, double Matched, double Unsupported, long? MoreDecisions,
    int MoreCustomers)
{
    internal static DataCheckAnswer From(DataCheck check) => new(
        SimulationAnswer.Word(check.Verdict), check.Difference is { } d ? new DataCheckEstimate(d.Value, d.StandardError, d.Interval.Low, d.Interval.High) : null, check.Rows, check.ChangedShare,
        check.Effective, check.Positives, check.Matched, check.Unsupported, check.MoreDecisions, check.MoreCustomers);
}

public sealed record DataCheckEstimate(double Difference, double StandardError, double Low, double High);

/// <param name="First">The first lever.</param>
/// <param name="IsBest">Whether no other setting is at least as good in acceptance, in value and in the third measure where one was asked for, and better in one.</param>
public sealed record FrontAnswer(double First, double? Second, double AcceptancePerContact, double ValuePerDecision, double Silence, double ContactsPerCustomer, bool IsBest);
