using System.Runtime.CompilerServices;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Decisions.Programs;

namespace NbaStudio.Engine.Decisions.Stages;

/// <summary>Stages 11 and 12: service class first; slot 1 is drawn with priced exploration (or evenly in the random check); the other slots are filled top down.</summary>
/// <remarks>Slot 1 is the first slot, in request order, that no service candidate took. Probabilities are exact, given the arm.</remarks>
internal sealed class ChoiceStage : IPipelineStage
{
    public void Run(DecisionContext context)
    {
        var slotCount = context.Inputs.Slots.Count;
        Span<int> slots = stackalloc int[DecisionContext.MaximumSlots];
        slots = slots[..slotCount];
        slots.Fill(SlotFilling.Empty);
        var marketing = Prepare(context, out var serviceCount);
        PlaceService(context, slots, serviceCount);

        Span<int> placed = stackalloc int[DecisionContext.MaximumSlots];
        placed = placed[..slotCount];
        slots.CopyTo(placed);
        var first = slots.IndexOf(SlotFilling.Empty);
        if (first >= 0)
        {
            var ranking = new CandidateRanking(context.SlotCandidates, marketing, context.Policy.Arbitration.Shortlist + slotCount);
            var random = new DecisionRandom(context.Inputs.Seed);
            if (context.Inputs.Arm.RandomCheck && DrawEvenly(context, placed, first, ref random) is var drawn and >= 0)
            {
                slots[first] = drawn;
                SlotFilling.Fill(ref ranking, slots, context);
                EvenProbabilities(context, ref ranking, placed, slots, first);
            }
            else
            {
                DrawPriced(context, ref ranking, placed, slots, first, ref random);
            }
        }

        Finish(context, placed, slots);
    }

    /// <summary>Parts the candidates into marketing ones and service ones.</summary>
    private static Span<int> Prepare(DecisionContext context, out int serviceCount)
    {
        serviceCount = 0;
        if ((context.Program.AnyTraits & TreatmentTraits.Service) == 0)
        {
            context.Candidates.AsSpan(0, context.Count).CopyTo(context.Ranking);
            return context.Ranking.AsSpan(0, context.Count);
        }

        var kept = 0;
        for (var i = 0; i < context.Count; i++)
        {
            var t = context.Candidates[i];
            if (context.Has(t, TreatmentTraits.Service))
            {
                context.ServiceCandidates[serviceCount++] = t;
            }
            else
            {
                context.Ranking[kept++] = t;
            }
        }

        return context.Ranking.AsSpan(0, kept);
    }

    private static void PlaceService(DecisionContext context, Span<int> slots, int serviceCount)
    {
        if (serviceCount == 0)
        {
            return;
        }

        var ranking = new CandidateRanking(context.SlotCandidates, context.ServiceCandidates.AsSpan(0, serviceCount), slots.Length);
        SlotFilling.Fill(ref ranking, slots, context);
        foreach (var t in slots)
        {
            if (t != SlotFilling.Empty)
            {
                context.Probability[t] = 1;
            }
        }
    }

    private static int DrawEvenly(DecisionContext context, ReadOnlySpan<int> placed, int first, ref DecisionRandom random)
    {
        var count = 0;
        for (var i = 0; i < context.ContenderCount; i++)
        {
            var t = context.Contenders[i];
            if (context.SlotCandidates.Fits(t, first) && SlotFilling.Allows(context.SlotCandidates, placed, t, context))
            {
                context.Contenders[count++] = t;
            }
        }

        context.ContenderCount = count;
        return count == 0 ? SlotFilling.Empty : context.Contenders[random.NextInt32(count)];
    }

    private static void EvenProbabilities(DecisionContext context, ref CandidateRanking ranking, scoped ReadOnlySpan<int> placed, scoped ReadOnlySpan<int> slots, int first)
    {
        var each = 1.0 / context.ContenderCount;
        for (var i = 0; i < context.ContenderCount; i++)
        {
            context.Probability[context.Contenders[i]] = each;
        }

        AddOthers(context, ref ranking, placed, slots, first, context.Contenders.AsSpan(0, context.ContenderCount), default, each);
    }

    private static void DrawPriced(
        DecisionContext context, ref CandidateRanking ranking, scoped ReadOnlySpan<int> placed, scoped Span<int> slots, int first, ref DecisionRandom random)
    {
        Span<int> shortlist = stackalloc int[33];
        Span<double> priorities = stackalloc double[33];
        Span<double> probabilities = stackalloc double[33];
        var count = Shortlist.Choose(ref ranking, first, context.Scores.Evidence, shortlist[..context.Policy.Arbitration.Shortlist], placed, context);
        if (count == 0)
        {
            SlotFilling.Fill(ref ranking, slots, context);
            AddOthers(context, ref ranking, placed, slots, first, [SlotFilling.Empty], default, 1);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            priorities[i] = context.Priority[shortlist[i]];
            context.Touched[shortlist[i]] = true;
        }

        var channel = context.Channels[context.Facts[shortlist[0]].Channel];
        var budget = channel.ExplorationBudget;
        var challenger = budget > 0 && context.Policy.Arbitration.Shortlist > 1 ? Challenger.Find(context, placed, first, shortlist[0]) : SlotFilling.Empty;
        Exploration.Probabilities(priorities[..count], 0, challenger < 0 ? budget : budget * (1 - Challenger.ShareOfBudget), context.SilenceThreshold, probabilities);
        if (challenger >= 0)
        {
            var at = shortlist[..count].IndexOf(challenger);
            if (at < 0)
            {
                (at, shortlist[count], probabilities[count]) = (count, challenger, 0);
                context.Touched[challenger] = true;
                count++;
            }

            // Not held to 1, as the gap of the shortlist is: a challenger may stand below 0, and then it costs more than the best is worth.
            var gap = Math.Max(0, (priorities[0] - context.Priority[challenger]) / priorities[0]);
            Exploration.Favour(at, Exploration.Chance(gap, budget * Challenger.ShareOfBudget), probabilities[..count]);
        }

        for (var i = 0; i < count; i++)
        {
            context.Probability[shortlist[i]] = probabilities[i];
        }

        slots[first] = shortlist[Exploration.Draw(probabilities[..count], random.NextDouble())];
        SlotFilling.Fill(ref ranking, slots, context);
        AddOthers(context, ref ranking, placed, slots, first, shortlist[..count], probabilities[..count], 0);
    }

    /// <summary>Exact probability of what stands in the other slots: fills once for each possible first choice.</summary>
    private static void AddOthers(
        DecisionContext context, ref CandidateRanking ranking, scoped ReadOnlySpan<int> placed, scoped ReadOnlySpan<int> slots, int first,
        scoped ReadOnlySpan<int> choices, scoped ReadOnlySpan<double> probabilities, double each)
    {
        if (context.ChoiceOnly)
        {
            return;
        }

        Span<double> sums = stackalloc double[DecisionContext.MaximumSlots];
        Span<int> trial = stackalloc int[DecisionContext.MaximumSlots];
        trial = trial[..slots.Length];
        var others = false;
        for (var s = 0; s < slots.Length; s++)
        {
            others |= s != first && placed[s] == SlotFilling.Empty && slots[s] != SlotFilling.Empty;
        }

        for (var c = 0; others && c < choices.Length; c++)
        {
            var probability = probabilities.Length > 0 ? probabilities[c] : each;
            if (probability <= 0)
            {
                continue;
            }

            placed.CopyTo(trial);
            trial[first] = choices[c];
            SlotFilling.Fill(ref ranking, trial, context);
            for (var s = 0; s < slots.Length; s++)
            {
                sums[s] += trial[s] == slots[s] ? probability : 0;
                if (s != first && trial[s] != SlotFilling.Empty)
                {
                    context.Touched[trial[s]] = true;
                }
            }
        }

        for (var s = 0; s < slots.Length; s++)
        {
            context.FilledProbability.Add(slots[s] == SlotFilling.Empty ? double.NaN
                : placed[s] != SlotFilling.Empty ? 1
                : s == first ? context.Probability[slots[s]]
                : Math.Min(1, sums[s]));
        }
    }

    private static void Finish(DecisionContext context, ReadOnlySpan<int> placed, ReadOnlySpan<int> slots)
    {
        for (var s = context.FilledProbability.Count; s < slots.Length; s++)
        {
            context.FilledProbability.Add(placed[s] == SlotFilling.Empty ? double.NaN : 1);
        }

        if (!context.ChoiceOnly)
        {
            MarkLost(context, slots);
        }

        foreach (var t in slots)
        {
            if (t != SlotFilling.Empty)
            {
                context.Touched[t] = true;
            }

            context.Filled.Add(t);
            if (t != SlotFilling.Empty)
            {
                context.Drop(t, PipelineStage.Chosen, DropReason.None);
            }
        }
    }

    private static void MarkLost(DecisionContext context, ReadOnlySpan<int> slots)
    {
        Span<int> actions = stackalloc int[DecisionContext.MaximumSlots];
        Span<int> groups = stackalloc int[DecisionContext.MaximumSlots];
        var taken = 0;
        foreach (var t in slots)
        {
            if (t != SlotFilling.Empty)
            {
                (actions[taken], groups[taken]) = (context.Program.Slots[t].ActionKey, context.Program.Slots[t].GroupIndex);
                taken++;
            }
        }

        actions = actions[..taken];
        groups = groups[..taken];
        var (traits, fates) = (context.Traits, context.Fates);
        var outranked = new CandidateFate(PipelineStage.Choice, DropReason.Outranked, -1);
        foreach (var t in context.Candidates.AsSpan(0, context.Count))
        {
            fates[t] = (traits[t] & (TreatmentTraits.ContactRules | TreatmentTraits.Budgets)) != 0 ? LossOf(context, slots, actions, groups, t) : outranked;
        }

        // Only beside what was taken of its own group can another one have lost for more than its rank.
        foreach (var group in groups)
        {
            var (start, end) = context.Program.Groups[group];
            for (var t = start; t < end; t++)
            {
                fates[t] = fates[t] == outranked ? LossOf(context, slots, actions, groups, t) : fates[t];
            }
        }
    }

    // Few come here: inlined, it would take the registers of a loop over thousands.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CandidateFate LossOf(DecisionContext context, ReadOnlySpan<int> slots, ReadOnlySpan<int> actions, ReadOnlySpan<int> groups, int treatment)
    {
        ref readonly var candidate = ref context.Program.Slots[treatment];
        var reason = actions.Contains(candidate.ActionKey) ? DropReason.ActionAlreadyChosen
            : groups.Count(candidate.GroupIndex) >= candidate.GroupMaximum ? DropReason.GroupFull
            : context.Has(treatment, TreatmentTraits.ContactRules | TreatmentTraits.Budgets) && HasNoRoom(context, slots, treatment) ? DropReason.NoRoomBeside
            : DropReason.Outranked;
        return new CandidateFate(PipelineStage.Choice, reason, -1);
    }

    /// <summary>Whether it would have had a slot, but for a cap or budget that the others use up.</summary>
    private static bool HasNoRoom(DecisionContext context, ReadOnlySpan<int> slots, int treatment)
    {
        Span<int> others = stackalloc int[DecisionContext.MaximumSlots];
        others = others[..slots.Length];
        for (var s = 0; s < slots.Length; s++)
        {
            if (!context.SlotCandidates.Fits(treatment, s) || (slots[s] != SlotFilling.Empty && !context.SlotCandidates.GoesBefore(treatment, slots[s])))
            {
                continue;
            }

            slots.CopyTo(others);
            others[s] = SlotFilling.Empty;
            if (!context.Allows(others, treatment))
            {
                return true;
            }
        }

        return false;
    }
}
