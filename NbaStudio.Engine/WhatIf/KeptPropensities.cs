using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.WhatIf;

/// <summary>A recorded propensity, without the rest of the record.</summary>
/// <param name="Key">Key of the treatment.</param>
internal readonly record struct KeptScore(int Key, PropensitySource Source, long Evidence, double Propensity, double Spread, HeadFactors Heads)
{
    /// <summary>Those of a record, ascending by key.</summary>
    public static KeptScore[] AllOf(DecisionResult recorded)
    {
        var kept = new KeptScore[recorded.Ranked.Count];
        for (var i = 0; i < kept.Length; i++)
        {
            var c = recorded.Ranked[i];
            kept[i] = new KeptScore(c.TreatmentKey, c.Source, c.Evidence, c.Propensity, c.Spread, c.Heads);
        }

        Array.Sort(kept, static (a, b) => a.Key.CompareTo(b.Key));
        return kept;
    }
}

/// <summary>Propensities as a record holds them; candidates that it does not hold are scored by the models of today. The same as <see cref="RecordedPropensities"/> from a third of the memory.</summary>
internal sealed class KeptPropensities(KeptScore[] kept, PolicySnapshot policy, IPropensityView others) : IPropensityView
{
    private const int MostOnStack = 4_096;

    public long Version => others.Version;

    public void Score(ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
    {
        // Places first, because what the others rest on is said of all.
        var places = treatments.Length <= MostOnStack ? stackalloc int[treatments.Length] : new int[treatments.Length];
        var unknown = treatments.Length <= MostOnStack ? stackalloc int[treatments.Length] : new int[treatments.Length];
        var (count, next) = (0, 0);
        for (var i = 0; i < treatments.Length; i++)
        {
            var key = policy.Treatments[treatments[i]].Key;
            places[i] = next < kept.Length && kept[next].Key == key ? next : Find(key);
            if (places[i] < 0)
            {
                unknown[count++] = treatments[i];
            }
            else
            {
                next = places[i] + 1;
            }
        }

        if (count > 0)
        {
            others.Score(predictors, unknown[..count], scores);
        }

        for (var i = 0; i < treatments.Length; i++)
        {
            if (places[i] >= 0)
            {
                ref readonly var score = ref kept[places[i]];
                scores.Put(treatments[i], score.Propensity, score.Evidence, score.Source, score.Spread);
            }
        }
    }

    public void ScoreHead(HeadKind head, ReadOnlySpan<double> predictors, ReadOnlySpan<int> treatments, PropensityScores scores)
    {
        others.ScoreHead(head, predictors, treatments, scores);
        foreach (var t in treatments)
        {
            if (Find(policy.Treatments[t].Key) is var at and >= 0 && kept[at].Heads.Further(head) is { } recorded)
            {
                scores.Propensity[t] = recorded.Propensity;
            }
        }
    }

    private int Find(int key)
    {
        var (low, high) = (0, kept.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = kept[middle].Key;
            if (found == key)
            {
                return middle;
            }

            (low, high) = found < key ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
