using System.Text.Json;
using NbaStudio.Api.Measure;
using NbaStudio.Engine.Decisions;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Policies;

/// <summary>What a change would turn.</summary>
/// <param name="Decisions">Decisions compared; for customers one for each channel.</param>
/// <param name="LeftOut">Not compared, because the record lacks an input (<paramref name="Missing"/>) or cannot be read any more.</param>
/// <param name="Changed">Those in which something else is chosen, or a slot stays empty.</param>
/// <param name="Since">Time of the oldest decision compared; absent for customers.</param>
/// <param name="Fairness">Groups of what the change watches, as it would treat them, against its own limits. Empty for customers, and where nothing is watched.</param>
/// <param name="FairnessNow">The same groups as they are treated now.</param>
/// <param name="FairnessBroken">Attributes of which a group would be outside: publishing asks whether somebody has seen it.</param>
/// <param name="Budgets">Ids of the budgets that the change adds or changes: what they come to as they are used up is not in these figures. A simulation of the change follows it.</param>
public sealed record EffectAnswer(
    int Decisions, int LeftOut, IReadOnlyList<string> Missing, int Changed, int Customers, int CustomersChanged, int NewlySilent, int NoLongerSilent, DateTimeOffset? Since,
    IReadOnlyList<EffectActionAnswer> Actions, IReadOnlyList<EffectFlipAnswer> Flips, IReadOnlyList<FairnessAnswer> Fairness, IReadOnlyList<FairnessAnswer> FairnessNow, IReadOnlyList<string> FairnessBroken, IReadOnlyList<string> Budgets)
{
    internal static EffectAnswer From(EffectView view)
    {
        var e = view.Effect;
        return new(
            e.Decisions, e.LeftOut, e.Missing, e.Changed, e.Customers, e.CustomersChanged, e.NewlySilent, e.NoLongerSilent, e.Since,
            [.. e.Actions.Zip(view.Actions).Select(a => new EffectActionAnswer(a.Second, a.First.Before, a.First.After))],
            [.. e.Flips.Zip(view.Flips).Select(f => new EffectFlipAnswer(
                f.Second.From, f.Second.To, f.First.Count, f.First.Reason == DropReason.None ? null : JsonNamingPolicy.CamelCase.ConvertName(f.First.Reason.ToString()), f.First.Example?.ToString(), f.First.Customer))],
            [.. e.Fairness.Select(FairnessAnswer.Of)], [.. e.FairnessBefore.Select(FairnessAnswer.Of)], [.. e.Fairness.Where(f => f.IsBroken).Select(f => f.Attribute)], [.. view.Budgets.Select(b => b.Id)]);
    }
}

/// <param name="Name">Name of the action.</param>
/// <param name="Now">Times chosen by the policy in force.</param>
/// <param name="Changed">Times chosen with the change.</param>
public sealed record EffectActionAnswer(string Name, int Now, int Changed);

/// <param name="From">Name of the action that is chosen now; absent = silence.</param>
/// <param name="To">Name of the action that would be; absent = silence.</param>
/// <param name="Reason">Why the first one no longer is; absent where nothing was chosen or it may not be told.</param>
/// <param name="Decision">One such decision; absent for customers, or where a rule behind it reads a sensitive attribute and the caller lacks that scope.</param>
/// <param name="Customer">One such customer; likewise.</param>
public sealed record EffectFlipAnswer(string? From, string? To, int Count, string? Reason, string? Decision, string? Customer);
